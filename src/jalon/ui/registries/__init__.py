"""Where packages say, once, in `ready()`, what they hang on pages that are not theirs."""

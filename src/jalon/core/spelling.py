"""One slip of the fingers in a name: a letter too many, one missing, one for another, two in the wrong order.

All words here are in the form of `core.names.key`.
"""

SHORT = range(4, 6)
"""Words of these lengths have no half of three letters to be recognised by: they are kept without each letter too."""
LEAST = 4
"""Shorter words are compared to the letter."""
MARK = "~"


def without_each(word: str) -> list[str]:
    """The word without its first letter, without its second, and so on."""
    return sorted({word[:place] + word[place + 1 :] for place in range(len(word))})


def shortened(words: str) -> str:
    """The short words of a name without each of their letters: what a slip in one of them leads to.

    Marked and turned round, so that whoever looks for letters to the letter never meets them: « salma » gives
    « ~amla ~alas … ».
    """
    return " ".join(_turned(short) for word in words.split() if len(word) in SHORT for short in without_each(word))


def _turned(word: str) -> str:
    return MARK + word[::-1]


def pieces(word: str) -> list[str]:
    """What is looked for in the index to find everything one slip away from the word, to be checked by `is_close`."""
    if len(word) not in SHORT:
        half = len(word) // 2
        return [word[:half], word[half:], *([word[half - 2 : half + 2]] if len(word) == 6 else [])]
    less = without_each(word)
    return [*(_turned(one) for one in (word, *less)), *(one for one in less if len(one) >= LEAST)]


def is_close(typed: str, word: str) -> bool:
    """Whether what was typed is the word, or its beginning, but for one slip; never for less than four letters."""
    if len(typed) < LEAST:
        return word.startswith(typed)
    length = len(typed)
    return any(_one_slip(typed, word[:end]) for end in {len(word), length - 1, length, length + 1} if end <= len(word))


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return (len(left) <= 1 and len(right) <= 1) or (len(left) == len(right) == 2 and left == right[::-1])

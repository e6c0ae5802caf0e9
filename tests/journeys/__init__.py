"""What people do, in a browser, from end to end."""

"""The drawn films and slides, with the window and the questions on them."""

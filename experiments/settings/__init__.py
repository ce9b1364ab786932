"""Every setting of every experiment, declared once: its key, type, range, default and help, and the checks that follow from them."""

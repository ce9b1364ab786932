"""See `tests.reference.keep`."""

import sys

from tests.reference.keep import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.messages` writes messages.txt anew: read the difference before it is committed."""

import sys

from tests.messages.collect import MESSAGES, everything, faults

if __name__ == "__main__":
    said = everything()
    MESSAGES.write_text(said.text, encoding="utf-8")
    print("\n".join(faults(said)), file=sys.stderr)
    sys.exit(bool(faults(said)))

"""`python -m tests.messages` writes messages.txt anew: read the difference before it is committed."""

import sys

from tests.messages.collect import MESSAGES, everything, faults

if __name__ == "__main__":
    answers, text = everything()
    MESSAGES.write_text(text, encoding="utf-8")
    print("\n".join(faults(answers)), file=sys.stderr)
    sys.exit(bool(faults(answers)))

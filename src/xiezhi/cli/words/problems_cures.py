"""What to do next in English, where an option of the command line is the answer.

The library knows no options; its own cure stands where none is named here. In Chinese these are
part of ``problems.py``.
"""

WITH_OPTIONS: dict[str, str] = {
    "ingest-schema-changed": (
        "Map the new titles in the mapping file (--mapping), or load with --accept-changes: then "
        "columns that are gone are empty, and the mapping is kept beside the earlier one, for "
        "providers with two kinds of file."
    ),
    "ingest-repeated-key": (
        "Have the provider correct them, or load with --repeats quarantine: the first row of a key "
        "is kept, the others go to quarantine."
    ),
    "store-same-delivery": "Nothing is to be done; to load it once more all the same, --anyway.",
    "store-older": "Ask the provider for the newer data; if the older are wanted, --anyway.",
    "store-older-append": (
        "A wrong file: take the newer one. Rows of an earlier period that were missing: say the "
        "period, --covers FROM..TO. Otherwise --anyway with --reason."
    ),
    "store-keys": (
        "Quarantine all but one row of each key (--repeats quarantine), or load with --mode append "
        "or --mode replace."
    ),
    "mapping-missing-column": (
        "In the mapping file, map a title to the column (columns:), or say one value for all rows "
        "(constants:); then load with --mapping FILE."
    ),
    "contract-impact-assessment": "Name the recorded assessment: --impact NUMBER.",
    "contract-necessity": "Say why these data are necessary: --necessity TEXT.",
    "contract-purpose-missing": "Name the purpose: --purpose, for instance 刑事执行监督.",
    "contract-basis-missing": "Name the legal basis: --basis, for instance 法释〔2014〕13号#7.",
    "ingest-database-what": "Say the table or the SELECT: --query.",
    "table-missing": (
        "An agency's table: xiezhi shelf add, or ask for it with xiezhi ready MODEL --request "
        "FILE.docx. A table of documents: xiezhi read."
    ),
    "register-missing": "See the numbers: xiezhi shelf list, xiezhi shelf show.",
}

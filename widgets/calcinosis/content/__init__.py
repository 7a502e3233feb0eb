"""The facts of the course as data: claims, sources, evidence on treatments, glossary and virtual patients.

Authors write YAML and BibTeX, which ``authoring`` and ``bibliography`` read and check; ``python -m
calcinosis.content`` compiles them into ``ledger.json``. Everything else reads the ledger, through ``claims``,
``references``, ``evidence`` and ``glossary``. ``lessons`` reads the lesson notebooks, and ``check`` finds what does
not fit together.
"""

"""A VBA project as a file, written without Excel: source text alone, which Excel compiles when it opens it.

MS-OVBA asks of a writer that is not VBA itself what is done here: version 0xFFFF, no performance cache.
"""

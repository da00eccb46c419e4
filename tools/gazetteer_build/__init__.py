"""
The gazetteer's build: packages of the registry in, three SQLite files out, one a licence.
"""

"""
The workbench: pages made on the server, an API beside them, small scripts that improve both.

A request becomes one call of `sijill.flow.workbench`, and its answer a page or JSON. What a
person may see is decided there, before a page gets it.
"""

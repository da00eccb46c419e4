"""
What a person can see and do in the workbench: one function a page or a button.
"""

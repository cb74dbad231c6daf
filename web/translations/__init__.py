"""The English catalogue: `en/LC_MESSAGES/messages.po`, read as it is. `python -m web.translations` updates it.

The Dutch sentence is the key. There is no Dutch catalogue and no compiled file.
"""

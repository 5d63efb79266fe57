"""The live preview: the site as it is being written, with the findings beside the page.

A file that is saved is built at once (``builder``), the page that is looked at is checked in a
browser (``checker``), and an app on this machine (``app``) shows both. The bytes of the page are
those that a build would publish; whatever the preview adds is in a document of its own around it.
"""

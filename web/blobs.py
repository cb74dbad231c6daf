"""Sending what was kept. A file has no address itself: only what it belongs to has, under its own authority.

The picture is personal, so no other cache keeps it, and the browser asks again each time it shows it: then it is looked
up whether this person may still see it, and the look is written down again.
"""

from __future__ import annotations

from flask import Response, g, request

from domain.kernel import Id

POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
_SHOWN = {"image/jpeg": "jpg"}
"""What a browser may show; whatever else is only saved."""


def send_blob(subject: Id, digest: str, mimetype: str = "image/jpeg", name: str = "bon") -> Response:
    """The file with this digest that belongs to the subject, after `look`. Raises BlobMissing, BlobChanged, BlobErased.

    Only for a route that has found the digest in an object that this person may see.
    """
    data = g.house.blobs.read(subject, digest)
    ending = _SHOWN.get(mimetype)
    response = Response(data, mimetype=mimetype if ending else "application/octet-stream")
    response.headers["Content-Disposition"] = (
        f'inline; filename="{name}-{digest[:8]}.{ending}"' if ending else f'attachment; filename="{name}-{digest[:8]}"'
    )
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.set_etag(digest)
    g.policy, g.caching = POLICY, "private, no-cache"
    response.make_conditional(request)
    return response

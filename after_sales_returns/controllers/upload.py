"""Files that customers upload: what they are is read from their bytes, never from their names."""

from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess
from odoo.tools.mimetypes import guess_mimetype

FILE_BYTES = 5 * 1024 * 1024
IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
PAPERS = {**IMAGES, "application/pdf": "pdf"}


def uploaded(files, field):
    """:return: list of the files that were chosen for a field of the form

    :param files: ``werkzeug`` MultiDict of uploads, or None
    """
    return [file for file in files.getlist(field) if file.filename] if files else []


def read_files(env, files, prefix, kinds, unreadable):
    """Read uploads for attachments.

    :param files: list of uploads
    :param prefix: what the attachments are called, with a number
    :param kinds: dict of the mimetypes that are taken → extension
    :param unreadable: function of a file name, the sentence about one of another kind
    :return: (list of dict with ``name``, ``mimetype`` and ``raw``, list of sentences)
    """
    read, problems = [], []
    for number, file in enumerate(files, start=1):
        # Odoo runs a request again that met another one, and rewinds but the first file.
        file.seek(0)
        raw = file.read(FILE_BYTES + 1)
        name, mimetype = file.filename[:80], file_type(raw, kinds)
        if len(raw) > FILE_BYTES:
            problems.append(env._("“%(file)s” is larger than 5 MB.", file=name))
        elif not mimetype:
            problems.append(unreadable(name))
        else:
            kept = f"{prefix}-{number}.{kinds[mimetype]}"
            read.append({"name": kept, "mimetype": mimetype, "raw": raw})
    return read, problems


def file_type(raw, kinds):
    """Return the type that the bytes themselves show, if it is one of ``kinds``."""
    mimetype = guess_mimetype(raw)
    if mimetype not in kinds:
        return None
    if mimetype in IMAGES:
        try:
            ImageProcess(raw, verify_resolution=True)
        except (UserError, ValueError):
            return None
    return mimetype

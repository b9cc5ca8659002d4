"""Forty-one made-up mails to a returns mailbox, and what becomes of them.

Each is a dict: ``sender``, ``subject`` (None: no such header), ``body``, ``html``, ``headers``,
``files`` (names of attached pictures) and what is expected: ``makes`` (``draft``, ``nothing`` or
``reply``), ``customer`` (address of the return's customer, by default of the sender) and ``says``
(words of the description).
"""

import base64
from email.message import EmailMessage
from email.utils import formataddr

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LENA = "Lena Fischer <lena@example.com>"
LONG = "My shoes fell apart after one week and nobody answers the phone " * 20


def _mail(makes, sender=LENA, subject="Question", body="The sole came off.", **more):
    return {"makes": makes, "sender": sender, "subject": subject, "body": body, **more}


CORPUS = {
    # What customers call it.
    "return of one": _mail("draft", subject="Return", says="Return"),
    "return of another": _mail("draft", "Tom Ray <tom@example.net>", "Return", says="Return"),
    "no subject": _mail("draft", subject=None, says="The sole came off."),
    "empty subject": _mail("draft", subject=""),
    "blank subject": _mail("draft", subject="   "),
    "long subject": _mail("draft", subject=LONG, says="nobody answers the phone"),
    "chinese": _mail("draft", "王芳 <wang@example.cn>", "我要退货", "鞋底开胶了", says="我要退货"),
    "traditional": _mail("draft", subject="退換貨：尺寸不合", says="尺寸不合"),
    "emoji": _mail("draft", subject="👟💔", says="👟💔"),
    "markup in subject": _mail("draft", subject="<b>Size</b> & fit", says="&lt;b&gt;Size"),
    "subject is a slash": _mail("draft", subject="/"),
    "nothing at all": _mail("draft", subject=None, body=""),
    # Who they are.
    "unknown sender": _mail("draft", "Nia New <nia@example.org>"),
    "address in capitals": _mail("draft", "LENA@EXAMPLE.COM", customer="lena@example.com"),
    "contact of another company": _mail("draft", "Otto <otto@example.com>"),
    "namesake of two": _mail("draft", "Dora <dora@example.com>"),
    "two senders": _mail(
        "draft", f"{LENA}, Tom Ray <tom@example.net>", customer="lena@example.com"
    ),
    "no address": _mail("draft", "somebody", customer=False),
    "name like a robot's": _mail("draft", "Bob <bouncer.bob@example.org>"),
    "employee of a customer": _mail("draft", "Ed <ed@hotel.example>"),
    "form of the web site": _mail(
        "draft",
        "Shop <no-reply@shop.example>",
        headers={"Reply-To": "Fay Form <fay@example.org>"},
        customer="fay@example.org",
    ),
    # What they send.
    "html only": _mail("draft", body=None, html="<p>The <b>zip</b> is stuck.</p>", says="zip"),
    "html and text": _mail("draft", html="<p>The zip is stuck.</p>", says="zip"),
    "script in html": _mail("draft", body=None, html="<script>x()</script><p>Hi</p>", says="Hi"),
    "photo": _mail("draft", files=["sole.png"]),
    "three photos": _mail("draft", files=["a.png", "b.png", "c.png"]),
    "only a photo": _mail("draft", subject=None, body="", files=["sole.png"]),
    "picture in the text": _mail(
        "draft", html='<p>See <img src="cid:sole">.</p>', inline="sole", says="/web/image/"
    ),
    "in copy": _mail("draft", "Cc <cc@example.org>", headers={"Cc": "boss@example.org"}),
    # Where they write again.
    "reply to a known return": _mail(
        "reply", subject="Re: {name}", headers={"In-Reply-To": "{id}"}
    ),
    "number in the subject": _mail("reply", subject="Where is my money? [{name}]"),
    "number of somebody else": _mail("draft", "Tom Ray <tom@example.net>", "About {name}"),
    # What nobody wrote.
    "out of office": _mail(
        "nothing",
        subject="Automatic reply: Your return",
        headers={"Auto-Submitted": "auto-replied"},
    ),
    "out of office without header": _mail("nothing", subject="Out of Office: back on Monday"),
    "chinese out of office": _mail("nothing", subject="自动回复: 出差中"),
    "newsletter": _mail(
        "nothing", "Deals <deals@news.example>", headers={"List-Unsubscribe": "<https://x.example>"}
    ),
    "bulk": _mail("nothing", "Ads <ads@ads.example>", headers={"Precedence": "bulk"}),
    "robot of a carrier": _mail("nothing", "Parcel <no-reply@parcel.example>", "Delivered"),
    "ticket system": _mail(
        "nothing", "Help <help@desk.example>", headers={"Auto-Submitted": "auto-generated"}
    ),
    "bounce": _mail("nothing", "MAILER-DAEMON@mx.example", "Undelivered Mail Returned to Sender"),
    "out of office on a known return": _mail(
        "note",
        subject="Automatic reply: {name}",
        headers={"In-Reply-To": "{id}", "Auto-Submitted": "auto-replied"},
    ),
}


def as_message(mail, to, number, **names):
    """:param to: address of the mailbox
    :param number: of the mail in the corpus
    :param names: what stands in braces in subjects and headers
    :return: str, the mail as a server hands it over
    """
    message = EmailMessage()
    message["From"] = mail["sender"]
    message["To"] = formataddr(("Returns", to))
    message["Message-ID"] = f"<corpus-{number}@example.com>"
    message["Date"] = "Wed, 04 Mar 2026 11:00:00 +0000"
    if mail["subject"] is not None:
        message["Subject"] = mail["subject"].format(**names)
    for header, value in mail.get("headers", {}).items():
        message[header] = value.format(**names)
    if mail["body"] is not None:
        message.set_content(mail["body"])
    if mail.get("html"):
        add = message.set_content if mail["body"] is None else message.add_alternative
        add(mail["html"], subtype="html")
    if mail.get("inline"):
        message.get_payload()[1].add_related(
            PICTURE, maintype="image", subtype="png", cid=f"<{mail['inline']}>", filename="in.png"
        )
    for name in mail.get("files", ()):
        message.add_attachment(PICTURE, maintype="image", subtype="png", filename=name)
    return message.as_string()

{
    "name": "After-sales: test shim",
    "summary": "Lets browser tests pass on Debian's build of Odoo",
    "version": "19.0.1.0.0",
    "author": "After-Sales for Odoo",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["mail"],
    # Debian's package leaves this minified library out but mail's manifest still lists it:
    # every backend page would log an error, and every browser test fail on it.
    "assets": {
        "web.assets_backend": [
            ("remove", "mail/static/lib/selfie_segmentation/selfie_segmentation.js"),
        ],
    },
    "installable": True,
}

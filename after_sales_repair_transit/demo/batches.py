"""What stores had repaired by the workshop: tables that ``after.sales.demo`` plays."""

# Store → transit batches a week.
STORES = {"flagship": 2, "mall": 0}

# What travels between stores and workshop: (direction, store, sent, received, repairs). A day is
# a number of days ago, or (weeks ago, weekday). More than two of the flagship in one week are
# beyond its limit.
BATCHES = [
    ("to_workshop", "flagship", 62, 61, ["phone_display"]),
    ("to_workshop", "mall", 59, 58, ["watch_strap"]),
    ("to_workshop", "flagship", (4, 0), (4, 1), ["phone_speaker"]),
    ("to_workshop", "flagship", (4, 2), (4, 3), ["boot_heel"]),
    ("to_workshop", "flagship", (4, 4), (3, 0), ["phone_button"]),
    ("to_workshop", "mall", 11, 10, ["phone_ready"]),
    ("to_workshop", "mall", 1, None, ["mall_watch"]),
    ("to_store", "flagship", 58, 57, ["phone_display"]),
    ("to_store", "mall", 51, 50, ["watch_strap"]),
    ("to_store", "flagship", 19, 18, ["phone_speaker", "boot_heel", "phone_button"]),
    ("to_store", "mall", 5, 4, ["phone_ready"]),
]

# As in ``repairs.py`` of ``after_sales_repair``. The lead repaired them: the technician is at work
# on something else, and that clock runs on.
# fmt: off
REPAIRS = [
    {"key": "phone_display", "customer": "james", "store": "flagship", "technician": "lead",
     "product": "NOVA-BLACK-256", "serial": "356938035643809", "bought": 300,
     "fault": "Fell on the stairs; the glass is broken.", "photo": "cracked_screen",
     "condition": "Display cracked, frame scratched at two corners.",
     "accessories": "Case\nSIM card holder",
     "intake": 62, "diagnosed": 61, "defect": "EL-DISPLAY", "cause": "u01", "hours": 1.0,
     "parts": ["display", "keep display"], "words": "Display broken by a drop; frame is straight.",
     "quoted": 61, "answered": 60, "started": 60, "done": 60, "ready": 59, "back": 55},
    {"key": "watch_strap", "customer": "priya", "store": "mall", "technician": "lead",
     "product": "PULSE-GREEN", "serial": "PULSE-77120418", "bought": 420,
     "fault": "The crown turns but nothing happens, and the strap is torn.",
     "condition": "Case worn, strap torn at the buckle.",
     "intake": 59, "diagnosed": 58, "defect": "EL-BUTTON", "cause": "u04", "hours": 0.75,
     "parts": ["crown", "strap"], "words": "Crown worn out; strap replaced as wished.",
     "quoted": 58, "answered": 55, "started": 54, "done": 53, "ready": 52, "back": 47},
    {"key": "phone_speaker", "customer": "chen", "store": "flagship", "technician": "lead",
     "product": "NOVA-SILVER-128", "serial": "356938035640122", "bought": 310,
     "fault": "Crackles when the music is loud.",
     "intake": 35, "diagnosed": 26, "defect": "EL-SOUND", "cause": "u04", "hours": 0.5,
     "words": "Dust behind the mesh of the speaker; cleaned.",
     "quoted": 26, "answered": 25, "started": 24, "done": 23, "ready": 22, "back": 16},
    {"key": "boot_heel", "customer": "emma", "store": "flagship", "technician": "lead",
     "product": "BOOT-BLACK-40",
     "fault": "The heel of the right boot is loose.",
     "condition": "Worn, leather in good order.",
     "intake": 33, "diagnosed": 24, "defect": "SH-HEEL", "cause": "u04", "hours": 0.75,
     "parts": ["sole"], "words": "Heel nailed and glued anew, new sole.",
     "quoted": 24, "answered": 23, "started": 22, "done": 22, "ready": 21, "back": 17},
    {"key": "phone_button", "customer": "james", "store": "flagship", "technician": "lead",
     "product": "NOVA-SILVER-256", "serial": "356938035587720", "bought": 90,
     "fault": "The power button has to be pressed hard.",
     "intake": 31, "diagnosed": 21, "defect": "EL-BUTTON", "cause": "m03", "hours": 0.75,
     "words": "Flex of the button broken.", "started": 20, "done": 20, "ready": 20, "back": 15},
    {"key": "phone_ready", "customer": "priya", "store": "mall", "technician": "lead",
     "product": "NOVA-SILVER-128",
     "serial": "356938035770061", "bought": 150, "fault": "No sound during calls.",
     "intake": 11, "diagnosed": 10, "defect": "EL-SOUND", "cause": "m03", "hours": 1.0,
     "words": "Earpiece replaced from the repair kit.", "started": 8, "done": 7, "ready": 6},
    {"key": "mall_watch", "customer": "priya", "store": "mall", "product": "PULSE-BLACK",
     "serial": "PULSE-80117245", "bought": 40, "fault": "The display stays dark.",
     "photo": "dead_display", "intake": 1},
]

NOTES = [
    ("phone_display", "technician", 61, "Glass broken across the camera, frame is straight.",
     "cracked_screen", True),
]
# fmt: on

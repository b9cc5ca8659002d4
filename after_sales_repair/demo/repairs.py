"""What was repaired in the last three months: tables that ``after.sales.demo`` plays."""

# Return orders with which sold goods came to be repaired; see ``returns.py`` of
# ``after_sales_returns``. Their repairs go on under the same key in ``REPAIRS``.
# fmt: off
RETURNS = [
    {"key": "hinge", "customer": "club", "channel": "email", "team": "web", "transport": "pickup",
     "lines": [("42", "ECHO-WHITE", 1, "quality", "repair",
                {"words": "The left hinge broke in the bag.", "photo": "broken_hinge"})],
     "asked": 40, "approved": 39, "received": 34, "sorted": 33, "settled": 30},
    {"key": "boots_sole", "customer": "carlos", "channel": "portal", "team": "web", "rating": 4,
     "lines": [("06", "BOOT-BROWN-42", 1, "quality", "repair",
                {"words": "The sole opens at the toe. I like them, please repair them.",
                 "photo": "sole_open"})],
     "asked": 41, "approved": 40, "received": 35, "sorted": 34, "settled": 28},
    {"key": "not_repairable", "customer": "amina", "channel": "chat", "team": "web",
     "lines": [("19", "ECHO-WHITE", 1, "quality", "repair",
                {"words": "No sound on the left since yesterday."})],
     "asked": 24, "approved": 23, "received": 19, "sorted": 18, "settled": 14},
    {"key": "boots_seam", "customer": "li", "channel": "portal", "team": "web",
     "lines": [("17", "BOOT-BLACK-39", 1, "quality", "repair",
                {"words": "A seam opened at the heel, the rest is fine.", "photo": "torn_seam"})],
     "asked": 9, "approved": 8, "received": 3, "sorted": 2},
    {"key": "runner_sole", "customer": "wang", "channel": "portal", "team": "web",
     "lines": [("15", "RUN-BLACK-43", 1, "quality", "repair",
                {"words": "Now the sole of the second pair opens too.", "photo": "sole_open"})],
     "asked": 6, "approved": 5, "received": 1, "sorted": 0},
]

# Each repair: key, customer, store (default: the counter of the web shop's warehouse), and
#   product: code, or item: words; serial: as typed, or sold: the sale whose serial it is;
#   bought: days ago, with a receipt; photo: a picture of the returns' demo;
#   intake, diagnosed, quoted, answered, started, done, ready, back: how many days ago; it goes
#     as far as they do; declined: why; failed: (days ago, why) of a check;
#   defect, cause: codes; hours: estimate, and worked; parts: names, "keep" in front: taken out;
#   given_up: (days ago, why); running: True, the clock runs; by: ``ship``;
#   technician: ``lead`` instead of the technician; again: the how manieth time it comes back.
REPAIRS = [
    # Handed back ----------------------------------------------------------------------------
    {"key": "watch_first", "customer": "chen", "product": "PULSE-BLACK", "sold": "09",
     "technician": "lead", "by": "ship", "fault": "Empty after half a day.",
     "accessories": "Charging cable",
     "intake": 52, "diagnosed": 52, "defect": "EL-BATTERY", "cause": "m03", "hours": 1.0,
     "parts": ["battery"], "words": "Battery has 41 % of its capacity.",
     "started": 50, "done": 48, "ready": 47, "back": 46},
    {"key": "watch_second", "customer": "chen", "product": "PULSE-BLACK", "sold": "09", "again": 1,
     "technician": "lead", "by": "ship", "fault": "Restarts during the night.",
     "intake": 34, "diagnosed": 34, "defect": "EL-RESTART", "cause": "m04", "hours": 1.5,
     "words": "Firmware of the first series; updated and tested for two days.",
     "started": 31, "done": 28, "ready": 27, "back": 26},
    {"key": "hinge", "return": "hinge", "diagnosed": 32, "defect": "EL-BUTTON", "cause": "m03",
     "hours": 0.5, "words": "Hinge pin broken, material fault; pin replaced.",
     "started": 31, "done": 31, "ready": 31, "back": 30},
    {"key": "boots_sole", "return": "boots_sole", "diagnosed": 33, "defect": "SH-SOLE",
     "cause": "m02", "hours": 1.25, "parts": ["sole"],
     "words": "Bonding failure of the left sole.", "started": 32,
     "failed": (31, "The left sole still opens at the toe"), "done": 30, "ready": 29, "back": 28},
    {"key": "not_repairable", "return": "not_repairable", "diagnosed": 17, "defect": "EL-SOUND",
     "cause": "m03", "hours": 1.0, "words": "Driver of the left side is dead.",
     "given_up": (15, "The left driver is dead and is not made any more.")},
    {"key": "phone_liquid", "customer": "li", "product": "NOVA-SILVER-128",
     "serial": "356938035711204", "bought": 200, "by": "ship",
     "fault": "Does not switch on since it fell into the sink.", "condition": "Drops in the lens.",
     "intake": 33, "diagnosed": 32, "defect": "EL-POWER", "cause": "u02", "hours": 2.0,
     "parts": ["display", "battery"], "words": "Liquid on the main board and the display.",
     "quoted": 32, "answered": 29, "declined": "A new phone does not cost much more.", "back": 28},
    {"key": "phone_battery", "customer": "amina", "store": "flagship",
     "product": "NOVA-BLACK-128", "serial": "356938035698113", "bought": 340,
     "fault": "The battery does not hold until noon.", "accessories": "Case",
     "intake": 35, "diagnosed": 26, "defect": "EL-BATTERY", "cause": "u04", "hours": 0.5,
     "parts": ["battery"], "words": "1 140 cycles: worn.",
     "quoted": 26, "answered": 25, "started": 24, "done": 23, "ready": 22, "back": 16},
    {"key": "store_late", "origin": "store", "store": "mall", "product": "PULSE-BLACK",
     "technician": "lead", "fault": "The display stays dark in the shop window.",
     "photo": "dead_display",
     "intake": 13, "diagnosed": 10, "defect": "EL-POWER", "cause": "m03", "hours": 1.0,
     "parts": ["battery"], "words": "Battery deeply discharged.",
     "started": 9, "done": 8, "ready": 8, "back": 3},
    # Cancelled ------------------------------------------------------------------------------
    {"key": "cancelled", "customer": "amina", "product": "ECHO-BLACK", "drafted": 15,
     "fault": "Crackles at times.", "cancelled": True},
    # To hand back ---------------------------------------------------------------------------
    {"key": "phone_unclaimed", "customer": "lukas", "store": "flagship",
     "product": "NOVA-BLACK-128", "serial": "356938035402217", "bought": 500,
     "fault": "Charges only when the cable is held.", "accessories": "Charging cable",
     "intake": 56, "diagnosed": 55, "defect": "EL-CHARGE", "cause": "u04", "hours": 0.75,
     "parts": ["battery"], "words": "Connector worn; battery swollen, replaced.",
     "quoted": 55, "answered": 53, "started": 52, "done": 52, "ready": 51, "unclaimed": 18},
    {"key": "ship_ready", "customer": "amina", "product": "ECHO-WHITE",
     "serial": "ECHO-40117733", "bought": 60, "by": "ship",
     "fault": "The right side is silent.", "accessories": "Bag\nCable",
     "intake": 4, "diagnosed": 3, "defect": "EL-SOUND", "cause": "m03", "hours": 0.5,
     "words": "Cable in the band broken, soldered.", "started": 2, "done": 1, "ready": 1},
    # To check -------------------------------------------------------------------------------
    {"key": "sneaker_check", "customer": "chen", "product": "SNK-NAVY-41",
     "fault": "The sole comes off after the washing machine.", "photo": "sole_open",
     "intake": 5, "diagnosed": 4, "defect": "SH-SOLE", "cause": "u03", "hours": 0.75,
     "parts": ["sole"], "words": "Washed at 60 °C: glue dissolved.",
     "quoted": 4, "answered": 3, "started": 1, "done": 1},
    # In repair ------------------------------------------------------------------------------
    {"key": "phone_running", "customer": "james", "store": "flagship",
     "product": "NOVA-BLACK-128", "serial": "356938035819934", "bought": 100,
     "fault": "Does not charge, neither by cable nor on the pad.", "priority": "1",
     "condition": "No visible damage.", "accessories": "Charging cable\nCase",
     "intake": 6, "diagnosed": 5, "defect": "EL-CHARGE", "cause": "m03", "hours": 2.0,
     "parts": ["battery"], "words": "Charging controller does not answer; battery has 61 %.",
     "started": 1, "worked": 0.8, "running": True},
    {"key": "watch_club", "customer": "club", "product": "PULSE-GREEN", "sold": "44",
     "technician": "lead", "by": "ship", "fault": "Dead after the update.",
     "intake": 12, "diagnosed": 11, "defect": "EL-POWER", "cause": "m03", "hours": 2.5,
     "parts": ["battery"], "words": "Main board does not start.",
     "started": 8, "worked": 1.5},
    # To repair ------------------------------------------------------------------------------
    {"key": "boots_seam", "return": "boots_seam", "diagnosed": 1, "defect": "SH-THREAD",
     "cause": "m02", "hours": 0.5, "words": "Thread broken; sewn anew by hand."},
    {"key": "hinge_accepted", "customer": "emma", "product": "ECHO-BLACK",
     "serial": "ECHO-39002218", "bought": 430, "fault": "The hinge broke when they fell.",
     "photo": "broken_hinge", "accessories": "Bag",
     "intake": 4, "diagnosed": 3, "defect": "EL-BUTTON", "cause": "u01", "hours": 0.75,
     "words": "Hinge broken by a fall; the driver is fine.", "quoted": 3, "answered": 1},
    {"key": "store_on_time", "origin": "store", "store": "flagship", "product": "RUN-WHITE-40",
     "fault": "Sole open at the heel, found when the shelf was filled.", "photo": "sole_open",
     "intake": 3, "diagnosed": 2, "defect": "SH-SOLE", "cause": "m02", "hours": 0.5,
     "parts": ["sole"], "words": "Bonding failure."},
    # Awaiting the customer ------------------------------------------------------------------
    {"key": "portal_phone", "customer": "portal", "product": "NOVA-SILVER-256",
     "serial": "356938035900458", "bought": 250, "photo": "cracked_screen",
     "fault": "The glass broke in the pocket.", "condition": "Display cracked.",
     "accessories": "Case",
     "intake": 4, "diagnosed": 3, "defect": "EL-DISPLAY", "cause": "u01", "hours": 1.0,
     "parts": ["display"], "words": "Broken by pressure; display and seal have to be replaced.",
     "quoted": 3},
    # To quote -------------------------------------------------------------------------------
    {"key": "heirloom", "customer": "lukas", "item": "Pocket watch, silver, about 1920",
     "serial": "184 772", "technician": "lead", "fault": "My grandfather's, and it stands still.",
     "condition": "Glass scratched, lid dented.", "accessories": "Chain",
     "intake": 2, "diagnosed": 1, "defect": "EL-TIME", "cause": "u04", "hours": 3.0,
     "words": "Mainspring broken; to be cleaned and oiled."},
    # To diagnose ----------------------------------------------------------------------------
    {"key": "watch_third", "customer": "chen", "product": "PULSE-BLACK", "sold": "09", "again": 2,
     "by": "ship", "priority": "1", "fault": "Empty by noon again. This is the third time!",
     "intake": 2},
    {"key": "runner_sole", "return": "runner_sole"},
    # Intake ---------------------------------------------------------------------------------
    {"key": "draft", "customer": "james", "store": "flagship", "product": "NOVA-SILVER-128",
     "serial": "356938035993320", "fault": "Gets hot while charging.", "accessories": "Case",
     "drafted": 0},
]

# (repair, user, days ago, text, photo, for the customer)
NOTES = [
    ("boots_sole", "technician", 33, "Bonding failure over the whole toe, see the photo. Third "
     "pair of this batch.", "sole_open", False),
    ("portal_phone", "technician", 3, "The display is broken and light comes through at the edge: "
     "the seal has to be replaced with it.", "cracked_screen", True),
    ("watch_club", "lead", 7, "Waits for a main board; ordered from the maker.", "dead_display",
     False),
    ("phone_running", "technician", 1, "Port cleaned, controller measured: no answer.", None,
     False),
    ("not_repairable", "technician", 15, "Driver is dead on both tests; the maker has none left.",
     "broken_hinge", False),
]
# fmt: on

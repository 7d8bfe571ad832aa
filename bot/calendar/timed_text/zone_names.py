"""What people call time zones, beside their IANA names."""

ABBREVIATIONS = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "zulu": "UTC",
    "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "cdt": "America/Chicago", "ct": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "akst": "America/Anchorage", "akdt": "America/Anchorage", "hst": "Pacific/Honolulu",
    "nst": "America/St_Johns", "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires",
    "clt": "America/Santiago", "cot": "America/Bogota", "pet": "America/Lima",
    "wet": "Europe/Lisbon", "west": "Europe/Lisbon",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "msk": "Europe/Moscow", "trt": "Europe/Istanbul", "idt": "Asia/Jerusalem",
    "pkt": "Asia/Karachi", "npt": "Asia/Kathmandu", "ict": "Asia/Bangkok", "wib": "Asia/Jakarta",
    "pht": "Asia/Manila", "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "awst": "Australia/Perth",
    "aedt": "Australia/Sydney", "aet": "Australia/Sydney", "acst": "Australia/Darwin",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "nzt": "Pacific/Auckland",
    "sast": "Africa/Johannesburg", "eat": "Africa/Nairobi", "wat": "Africa/Lagos",
    "cat": "Africa/Maputo",
}  # fmt: skip

WORDS_TOO = frozenset("z et ct mt pt art pet cat eat wat wet west clt cot trt".split())
"""Abbreviations that papers use for other things: they're zones only right behind a time."""

SEVERAL = {
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ast": ("America/Halifax", "Asia/Riyadh"),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "gst": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "sst": ("Asia/Singapore", "Pacific/Pago_Pago"),
    "usa": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "us": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "canada": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "australia": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide",
                  "Australia/Perth"),
    "brazil": ("America/Sao_Paulo", "America/Manaus"),
    "mexico": ("America/Mexico_City", "America/Tijuana", "America/Cancun"),
    "russia": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok"),
    "cambridge": ("Europe/London", "America/New_York"),
    "europe": ("Europe/London", "Europe/Berlin", "Europe/Athens"),
}  # fmt: skip
"""Names that stand for several zones: the likeliest first."""

PLACES = {
    "eastern": "America/New_York", "central european": "Europe/Berlin",
    "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "nyc": "America/New_York", "ny": "America/New_York", "boston": "America/New_York",
    "washington": "America/New_York", "washington dc": "America/New_York",
    "philadelphia": "America/New_York", "pittsburgh": "America/New_York",
    "atlanta": "America/New_York", "miami": "America/New_York", "princeton": "America/New_York",
    "montreal": "America/Toronto", "ottawa": "America/Toronto",
    "austin": "America/Chicago", "dallas": "America/Chicago", "houston": "America/Chicago",
    "san francisco": "America/Los_Angeles", "sf": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "san diego": "America/Los_Angeles",
    "palo alto": "America/Los_Angeles", "stanford": "America/Los_Angeles",
    "california": "America/Los_Angeles", "rio": "America/Sao_Paulo",
    "uk": "Europe/London", "england": "Europe/London", "edinburgh": "Europe/London",
    "oxford": "Europe/London", "manchester": "Europe/London",
    "germany": "Europe/Berlin", "munich": "Europe/Berlin", "hamburg": "Europe/Berlin",
    "frankfurt": "Europe/Berlin", "cologne": "Europe/Berlin", "tübingen": "Europe/Berlin",
    "france": "Europe/Paris", "lyon": "Europe/Paris", "spain": "Europe/Madrid",
    "barcelona": "Europe/Madrid", "italy": "Europe/Rome", "milan": "Europe/Rome",
    "switzerland": "Europe/Zurich", "geneva": "Europe/Zurich", "lausanne": "Europe/Zurich",
    "netherlands": "Europe/Amsterdam", "poland": "Europe/Warsaw", "sweden": "Europe/Stockholm",
    "india": "Asia/Kolkata", "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata",
    "hyderabad": "Asia/Kolkata", "chennai": "Asia/Kolkata", "pune": "Asia/Kolkata",
    "china": "Asia/Shanghai", "beijing": "Asia/Shanghai", "shenzhen": "Asia/Shanghai",
    "hangzhou": "Asia/Shanghai", "guangzhou": "Asia/Shanghai", "japan": "Asia/Tokyo",
    "kyoto": "Asia/Tokyo", "osaka": "Asia/Tokyo", "korea": "Asia/Seoul",
    "israel": "Asia/Jerusalem", "tel aviv": "Asia/Jerusalem", "haifa": "Asia/Jerusalem",
    "abu dhabi": "Asia/Dubai", "hanoi": "Asia/Ho_Chi_Minh", "saigon": "Asia/Ho_Chi_Minh",
    "canberra": "Australia/Sydney", "cape town": "Africa/Johannesburg",
}  # fmt: skip
"""Places that give no zone its name."""

WELL_KNOWN = frozenset(
    """amsterdam athens auckland bangkok berlin bogota brisbane brussels bucharest budapest
    cairo chicago copenhagen denver detroit dhaka dubai dublin helsinki istanbul jakarta
    jerusalem johannesburg karachi kathmandu kiev kolkata kyiv lagos lisbon london
    madrid manila melbourne moscow nairobi oslo paris perth phoenix prague riyadh rome santiago
    seoul shanghai singapore sofia stockholm sydney taipei tehran tokyo toronto vancouver vienna
    vilnius warsaw zurich""".split()
) | {"new york", "los angeles", "hong kong", "mexico city", "sao paulo", "buenos aires"}
"""Cities of zones that hardly any topic would name for another reason."""

BY_OFFSET = {
    "-3:30": ("America/St_Johns",),
    "+3:30": ("Asia/Tehran",),
    "+4:30": ("Asia/Kabul",),
    "+5:30": ("Asia/Kolkata", "Asia/Colombo"),
    "+5:45": ("Asia/Kathmandu",),
    "+6:30": ("Asia/Yangon",),
    "+8:45": ("Australia/Eucla",),
    "+9:30": ("Australia/Darwin", "Australia/Adelaide"),
    "+10:30": ("Australia/Lord_Howe",),
}
"""Zones at odd offsets, which no name of IANA's states."""

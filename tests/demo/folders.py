"""Folders of retail files: the carried week, and one that holds every trap of the real data."""

from pathlib import Path

from backend.server.resources import resource

WEEK = resource("demo") / "retail"

DOCUMENTS = """\
doc,ts,kind,customer,country,lines,units
100,2011-01-18T09:00,SALE,17850,United Kingdom,3,13
101,2011-01-18T10:01,SALE,12346,United Kingdom,1,74215
C102,2011-01-18T10:17,CANCEL,12346,United Kingdom,1,-74215
103,2011-01-18T11:00,SALE,,EIRE,3,4
104,2011-01-18T11:05,SALE,,Unspecified,1,56
105,2011-01-18T11:06,ADJUST,,United Kingdom,1,-18
C106,2011-01-18T12:00,CANCEL,13000,Germany,2,-2
A107,2011-01-18T13:00,BAD_DEBT,,United Kingdom,1,1
108,2011-01-18T14:00,SALE,17850,Channel Islands,1,1
109,2011-01-19T08:00,SALE,17850,United Kingdom,1,5
"""
LINES = """\
doc,sku,qty,unit_price_gbp
109,85123A,5,2.55
100,85123A,6,2.55
100,85123A,6,2.55
100,85123a,1,0.125
101,23166,74215,1.04
C102,23166,-74215,1.04
103,22139,2,0.0
103,48184,1,8.47
103,DOT,1,16.46
104,22139,56,0.0
105,10123G,-18,0.0
C106,22139,-1,4.25
C106,D,-1,20
A107,B,1,-11062.1
108,POST,1,18.0
"""
CATALOGUE = """\
sku,description,kind,median_price_gbp,first_seen,last_seen,sale_lines,sale_units
10123G,,PRODUCT,,,,0,0
22139,"RETROSPOT ""TEA"" SET, CERAMIC 11 PC ",PRODUCT,4.25,2010-12-01,2011-08-30,1,2
23166,MEDIUM CERAMIC TOP STORAGE JAR,PRODUCT,1.04,2011-01-18,2011-08-30,1,74215
48184,DOORMAT ENGLISH ROSE ,PRODUCT,7.95,2010-12-01,2011-08-30,1,1
85123A,WHITE HANGING HEART T-LIGHT HOLDER,PRODUCT,2.95,2010-12-01,2011-08-30,2,12
85123a,WHITE HANGING HEART T-LIGHT HOLDER,PRODUCT,0.0,2010-12-01,2011-08-30,1,1
B,Adjust bad debt,CHARGE,11062.06,2011-08-12,2011-08-12,0,0
D,Discount,CHARGE,22.97,2010-12-01,2011-08-30,0,0
DOT,DOTCOM POSTAGE,CHARGE,185.28,2010-12-01,2011-08-30,1,1
POST,POSTAGE,CHARGE,18.0,2010-12-01,2011-08-30,1,1
99999,NEVER SOLD HERE,PRODUCT,1.0,2010-12-01,2011-08-30,9,9
"""
ADJUSTMENTS = """\
ts,doc,sku,qty,unit_price_gbp,reason_as_typed
2011-01-18T11:06,105,10123G,-18,0.0,"wet, thrown away"
"""
ZERO_PRICE = """\
ts,doc,sku,qty,reason_as_typed
2011-01-18 11:00:00,103,22139,2,"RETROSPOT ""TEA"" SET, CERAMIC 11 PC "
2011-01-18 11:05:00,104,22139,56,amazon
"""


def traps(folder: Path) -> Path:
    """Write the folder of traps, line ends as in the source."""
    return _written(
        folder,
        {
            "documents.csv": DOCUMENTS,
            "lines.csv": LINES,
            "catalogue.csv": CATALOGUE,
            "adjustments.csv": ADJUSTMENTS,
            "zero_price_inbound_or_found.csv": ZERO_PRICE,
        },
    )


def bare_traps(folder: Path) -> Path:
    """Write the same without the files that a folder may lack."""
    return _written(folder, {"documents.csv": DOCUMENTS, "lines.csv": LINES})


def broken(folder: Path, *, line: str) -> Path:
    """Write a folder whose last line is the given one."""
    return _written(folder, {"documents.csv": DOCUMENTS, "lines.csv": LINES + line})


def _written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\r\n")
    return folder

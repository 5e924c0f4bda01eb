"""PDF pages as dots, by PDFium: the engine that Chromium prints with."""

import pypdfium2
from pypdfium2 import raw


def papers_of(pdf, dpi):
    """Return each page at a resolution, dot for dot; PDFium's own size would round up."""
    pictures = []
    for page in pypdfium2.PdfDocument(pdf):
        size = [round(side * dpi / 72) for side in page.get_size()]
        bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, raw.FPDF_RENDER_NO_SMOOTHIMAGE)
        pictures.append(bitmap.to_pil().convert("L"))
    return pictures

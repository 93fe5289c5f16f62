"""Pages of newspapers that were scanned and recognised: ALTO, METS, hOCR, PAGE."""

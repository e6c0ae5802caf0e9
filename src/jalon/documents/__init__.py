"""Documents that leave Jalon: PDF, numbers, verification codes, QR codes."""

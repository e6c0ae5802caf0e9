"""Documents that leave Jalon: PDF, spreadsheets, numbers, verification codes, QR codes."""

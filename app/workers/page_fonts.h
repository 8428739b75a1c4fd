// page_fonts.h - The fonts that a PDF does not bring along, kept in memory for a process that will open no file.
#pragma once

namespace sillok::app {

/// Lets the PDF library look through the machine's fonts and maps their files. From then on it finds these in memory whenever it
/// opens them by their names; any other name is left to the system. Korean fallback fonts come first; kMaxFontBytes in all.
/// needs  before the seal, one thread, once a process. cost  reads the machine's font tables (about 0.1 s)
void keepFontsInMemory();

} // namespace sillok::app

// flip_byte.h - One byte of a file becomes another one, whatever it was: a fixed value may be the one that stands there.
#pragma once

#include <QFile>

namespace sillok::test {

/// False: the file cannot be changed there. The file is flushed, and stays open.
inline bool flipByte(QFile& file, qint64 at)
{
    char byte = 0;
    return file.seek(at) && file.getChar(&byte) && file.seek(at) && file.putChar(static_cast<char>(byte ^ 1)) && file.flush();
}

} // namespace sillok::test

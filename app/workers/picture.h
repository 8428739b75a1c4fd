// picture.h - A picture in the form that text is recognised in: grey, upright or not. Linked into sillok-ocr alone.
#pragma once

#include "app/workers/page_image.h"
#include "engine/base/bytes.h"

#include <memory>

struct Pix;

namespace sillok::app {

struct PictureEnd {
    void operator()(Pix* pix) const;
};
/// Eight bits a pixel.
using Picture = std::unique_ptr<Pix, PictureEnd>;

/// error  OutOfMemory
Result<Picture> pictureOf(const PageImage& page);

/// One page of an image file (JPEG, PNG, TIFF), decoded only when it is no larger than kMaxPicturePixels; with how many there are.
struct DecodedPicture {
    Picture picture;
    int pages = 1;
};
/// `page` counts from 1. error  Unsupported: another format. Damaged. Unsafe: too large, or too many pages. BadArgument: no such page.
Result<DecodedPicture> decodePicture(Bytes file, int page);

/// A4 at 600 dots an inch, and a little more.
inline constexpr int64_t kMaxPicturePixels = 40'000'000;

/// Turned clockwise by quarters. error  OutOfMemory
Result<Picture> turned(const Picture& picture, int quarters);

/// Whether lines of text seem to run across the picture, and not up or down.
bool linesRunAcross(const Picture& picture);

} // namespace sillok::app

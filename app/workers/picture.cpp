#include "app/workers/picture.h"

#include "engine/base/result.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sillok::app {

namespace {

constexpr int kMaxSide = 20'000;
constexpr int kMostUsefulSide = 3'600;  // A4 at 300 dots an inch is 3508 high; more of them only take time
constexpr int kProfileSide = 800;       // enough to tell lines from gaps
constexpr int kMaxPages = 2'000;

Error noMemory() { return fail(ErrorCode::OutOfMemory, "preparing a picture"); }

bool isTiff(int format) { return format == IFF_TIFF || (format >= IFF_TIFF_PACKBITS && format <= IFF_TIFF_ZIP) || format == IFF_TIFF_JPEG; }

struct Header {
    int width = 0;
    int height = 0;
};

Result<void> mustBeSmall(const Header& header)
{
    if (header.width < 1 || header.height < 1)
        return fail(ErrorCode::Damaged, "an image without a size");
    if (header.width > kMaxSide || header.height > kMaxSide || int64_t { header.width } * header.height > kMaxPicturePixels)
        return fail(ErrorCode::Unsafe, "an image with more pixels than allowed");
    return {};
}

/// Grey on white, and no larger than is of use.
Result<Picture> prepared(Picture decoded)
{
    if (!decoded)
        return fail(ErrorCode::Damaged, "an image that cannot be decoded");
    const Picture onWhite(pixRemoveAlpha(decoded.get()));
    Picture grey(onWhite ? pixConvertTo8(onWhite.get(), 0) : nullptr);
    if (!grey)
        return noMemory();
    const int longest = std::max(pixGetWidth(grey.get()), pixGetHeight(grey.get()));
    if (longest > kMostUsefulSide) {
        const float scale = static_cast<float>(kMostUsefulSide) / static_cast<float>(longest);
        grey.reset(pixScale(grey.get(), scale, scale));
    }
    if (!grey)
        return noMemory();
    return grey;
}

/// The pages of a TIFF file are a chain that is walked one by one; a chain that does not end is cut off.
Result<int> countPages(Bytes file)
{
    for (int page = 0; page < kMaxPages; ++page) {
        int width = 0, height = 0;
        if (readHeaderMemTiff(file.data(), file.size(), page, &width, &height, nullptr, nullptr, nullptr, nullptr, nullptr) != 0)
            return page;
    }
    return fail(ErrorCode::Unsafe, "an image file with more pages than allowed");
}

Result<DecodedPicture> decodeTiff(Bytes file, int page)
{
    SILLOK_TRY(const int pages, countPages(file));
    if (pages == 0)
        return fail(ErrorCode::Damaged, "an image file without a readable page");
    if (page > pages)
        return fail(ErrorCode::BadArgument, "a page beyond the image file's last");
    Header header;
    if (readHeaderMemTiff(file.data(), file.size(), page - 1, &header.width, &header.height, nullptr, nullptr, nullptr, nullptr, nullptr) != 0)
        return fail(ErrorCode::Damaged, "a page of an image file");
    SILLOK_CHECK(mustBeSmall(header));
    SILLOK_TRY(Picture picture, prepared(Picture(pixReadMemTiff(file.data(), file.size(), page - 1))));
    return DecodedPicture { std::move(picture), pages };
}

/// How much the ink of the rows differs: much where lines and gaps take turns.
double unevenness(const std::vector<double>& ink)
{
    double sum = 0, changes = 0;
    for (size_t i = 1; i < ink.size(); ++i) {
        sum += ink[i];
        changes += std::abs(ink[i] - ink[i - 1]);
    }
    return sum > 0 ? changes / sum : 0;
}

} // namespace

void PictureEnd::operator()(Pix* pix) const { pixDestroy(&pix); }

Result<Picture> pictureOf(const PageImage& page)
{
    Picture picture(pixCreate(page.width, page.height, 8));
    if (!picture)
        return noMemory();
    const uint8_t* pixel = page.pixels.data();
    const int wordsPerLine = pixGetWpl(picture.get());
    for (int y = 0; y < page.height; ++y) {
        l_uint32* line = pixGetData(picture.get()) + static_cast<ptrdiff_t>(y) * wordsPerLine;
        for (int x = 0; x < page.width; ++x, pixel += 4)
            SET_DATA_BYTE(line, x, (pixel[0] * 29 + pixel[1] * 150 + pixel[2] * 77) >> 8); // weights of blue, green and red in brightness
    }
    return prepared(std::move(picture));
}

Result<DecodedPicture> decodePicture(Bytes file, int page)
{
    int format = IFF_UNKNOWN;
    if (file.size() < 16 || findFileFormatBuffer(file.data(), &format) != 0)
        return fail(ErrorCode::Unsupported, "a file that is no image of a known format");
    if (isTiff(format))
        return decodeTiff(file, page);
    if (format != IFF_JFIF_JPEG && format != IFF_PNG)
        return fail(ErrorCode::Unsupported, "an image of a format that is not recognised");
    if (page != 1)
        return fail(ErrorCode::BadArgument, "a page beyond the image file's last");
    Header header;
    if (pixReadHeaderMem(file.data(), file.size(), nullptr, &header.width, &header.height, nullptr, nullptr, nullptr) != 0)
        return fail(ErrorCode::Damaged, "an image without a readable beginning");
    SILLOK_CHECK(mustBeSmall(header));
    SILLOK_TRY(Picture picture, prepared(Picture(pixReadMem(file.data(), file.size()))));
    return DecodedPicture { std::move(picture), 1 };
}

Result<Picture> turned(const Picture& picture, int quarters)
{
    Picture other(pixRotateOrth(picture.get(), quarters));
    if (!other)
        return noMemory();
    return other;
}

bool linesRunAcross(const Picture& picture)
{
    const int longest = std::max({ pixGetWidth(picture.get()), pixGetHeight(picture.get()), 1 });
    const float scale = std::min(1.0F, static_cast<float>(kProfileSide) / static_cast<float>(longest));
    const Picture small(pixScale(picture.get(), scale, scale));
    if (!small)
        return true;
    const int width = pixGetWidth(small.get()), height = pixGetHeight(small.get());
    std::vector<double> rows(static_cast<size_t>(height)), columns(static_cast<size_t>(width));
    for (int y = 0; y < height; ++y) {
        const l_uint32* line = pixGetData(small.get()) + static_cast<ptrdiff_t>(y) * pixGetWpl(small.get());
        for (int x = 0; x < width; ++x) {
            const double ink = 255 - GET_DATA_BYTE(line, x);
            rows[static_cast<size_t>(y)] += ink;
            columns[static_cast<size_t>(x)] += ink;
        }
    }
    return unevenness(rows) >= unevenness(columns);
}

} // namespace sillok::app

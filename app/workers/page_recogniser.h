// page_recogniser.h - Recognises Korean and English text in a picture, through Tesseract. Linked into sillok-ocr alone.
#pragma once

#include "app/workers/picture.h"
#include "app/workers/recognised_page.h"
#include "engine/base/result.h"

#include <memory>

namespace tesseract {
class TessBaseAPI;
}

namespace sillok::app {

/// Page segmentation is never left to the library: with Korean text its automatic layout loses most of a page. The page is read as one
/// block; a page that lies on its side or upside down is turned first.
/// source documents.md section 3
class PageRecogniser {
public:
    /// Loads the language data; afterwards nothing is opened any more. error  NotFound: the Korean data is not installed.
    static Result<PageRecogniser> load();
    PageRecogniser(PageRecogniser&&) noexcept;
    ~PageRecogniser();

    /// `pages` of the result is left to the caller. error  Unsafe: more words than kMaxRecognisedWords. OutOfMemory.
    Result<RecognisedPage> recognise(const Picture& picture);

private:
    using Engine = std::unique_ptr<tesseract::TessBaseAPI>;
    PageRecogniser(Engine korean, Engine english);

    Result<RecognisedPage> readUpright(const Picture& picture);
    Result<RecognisedPage> readTurned(const Picture& picture, int quarters);

    Engine m_korean;
    Engine m_english;   ///< null when its data is not installed
};

} // namespace sillok::app

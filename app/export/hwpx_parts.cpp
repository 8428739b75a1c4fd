#include "app/export/hwpx_parts.h"

namespace sillok::app::hwpx {

namespace {

constexpr const char* kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>";
constexpr const char* kLanguages[] = { "HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER" };

/// The same value for all seven scripts.
std::string each(const char* element, const char* value)
{
    std::string out = std::string("<hh:") + element;
    for (const char* script : { "hangul", "latin", "hanja", "japanese", "other", "symbol", "user" })
        out += std::string(" ") + script + "=\"" + value + "\"";
    return out + "/>";
}

std::string fonts()
{
    std::string out = "<hh:fontfaces itemCnt=\"7\">";
    for (const char* language : kLanguages)
        out += std::string("<hh:fontface lang=\"") + language + "\" fontCnt=\"1\"><hh:font id=\"0\" face=\"함초롬바탕\" type=\"TTF\" isEmbedded=\"0\"/></hh:fontface>";
    return out + "</hh:fontfaces>";
}

std::string borderFill(int id, const char* type)
{
    std::string out = "<hh:borderFill id=\"" + std::to_string(id)
        + "\" threeD=\"0\" shadow=\"0\" centerLine=\"NONE\" breakCellSeparateLine=\"0\"><hh:slash type=\"NONE\" Crooked=\"0\" isCounter=\"0\"/><hh:backSlash type=\"NONE\" "
          "Crooked=\"0\" isCounter=\"0\"/>";
    for (const char* side : { "leftBorder", "rightBorder", "topBorder", "bottomBorder" })
        out += std::string("<hh:") + side + " type=\"" + type + "\" width=\"0.12 mm\" color=\"#000000\"/>";
    return out + "<hh:diagonal type=\"SOLID\" width=\"0.1 mm\" color=\"#000000\"/></hh:borderFill>";
}

/// `height` in hundredths of a point.
std::string characters(int id, int height, bool bold)
{
    return "<hh:charPr id=\"" + std::to_string(id) + "\" height=\"" + std::to_string(height)
        + "\" textColor=\"#000000\" shadeColor=\"none\" useFontSpace=\"0\" useKerning=\"0\" symMark=\"NONE\" borderFillIDRef=\"1\">" + each("fontRef", "0") + each("ratio", "100")
        + each("spacing", "0") + each("relSz", "100") + each("offset", "0") + (bold ? "<hh:bold/>" : "")
        + "<hh:underline type=\"NONE\" shape=\"SOLID\" color=\"#000000\"/><hh:strikeout shape=\"NONE\" color=\"#000000\"/><hh:outline type=\"NONE\"/><hh:shadow type=\"NONE\" "
          "color=\"#C0C0C0\" offsetX=\"10\" offsetY=\"10\"/></hh:charPr>";
}

std::string paragraphs(int id, const char* align, int left)
{
    return "<hh:paraPr id=\"" + std::to_string(id)
        + "\" tabPrIDRef=\"0\" condense=\"0\" fontLineHeight=\"0\" snapToGrid=\"1\" suppressLineNumbers=\"0\" checked=\"0\"><hh:align horizontal=\"" + align
        + "\" vertical=\"BASELINE\"/><hh:heading type=\"NONE\" idRef=\"0\" level=\"0\"/><hh:breakSetting breakLatinWord=\"KEEP_WORD\" breakNonLatinWord=\"BREAK_WORD\" "
          "widowOrphan=\"0\" keepWithNext=\"0\" keepLines=\"0\" pageBreakBefore=\"0\" lineWrap=\"BREAK\"/><hh:autoSpacing eAsianEng=\"0\" eAsianNum=\"0\"/><hh:margin><hc:intent "
          "value=\"0\" unit=\"HWPUNIT\"/><hc:left value=\""
        + std::to_string(left)
        + "\" unit=\"HWPUNIT\"/><hc:right value=\"0\" unit=\"HWPUNIT\"/><hc:prev value=\"0\" unit=\"HWPUNIT\"/><hc:next value=\"400\" unit=\"HWPUNIT\"/></hh:margin><hh:lineSpacing "
          "type=\"PERCENT\" value=\"160\" unit=\"HWPUNIT\"/><hh:border borderFillIDRef=\"1\" offsetLeft=\"0\" offsetRight=\"0\" offsetTop=\"0\" offsetBottom=\"0\" connect=\"0\" "
          "ignoreMargin=\"0\"/></hh:paraPr>";
}

std::string noteProperties(const char* element, const char* place)
{
    return std::string("<hp:") + element
        + "><hp:autoNumFormat type=\"DIGIT\" userChar=\"\" prefixChar=\"\" suffixChar=\")\" supscript=\"0\"/><hp:noteLine length=\"-1\" type=\"SOLID\" width=\"0.12 mm\" "
          "color=\"#000000\"/><hp:noteSpacing betweenNotes=\"283\" belowLine=\"567\" aboveLine=\"850\"/><hp:numbering type=\"CONTINUOUS\" newNum=\"1\"/><hp:placement place=\""
        + place + "\" beneathText=\"0\"/></hp:" + element + ">";
}

} // namespace

std::string nameSpaces()
{
    return " xmlns:ha=\"http://www.hancom.co.kr/hwpml/2011/app\" xmlns:hp=\"http://www.hancom.co.kr/hwpml/2011/paragraph\" "
           "xmlns:hs=\"http://www.hancom.co.kr/hwpml/2011/section\" xmlns:hc=\"http://www.hancom.co.kr/hwpml/2011/core\" "
           "xmlns:hh=\"http://www.hancom.co.kr/hwpml/2011/head\"";
}

std::string header()
{
    return std::string(kDeclaration) + "<hh:head" + nameSpaces()
        + " version=\"1.4\" secCnt=\"1\"><hh:beginNum page=\"1\" footnote=\"1\" endnote=\"1\" pic=\"1\" tbl=\"1\" equation=\"1\"/><hh:refList>" + fonts()
        + "<hh:borderFills itemCnt=\"2\">" + borderFill(kNoBorder, "NONE") + borderFill(kCell, "SOLID") + "</hh:borderFills><hh:charProperties itemCnt=\"4\">"
        + characters(kBody, 1100, false) + characters(kTitle, 1800, true) + characters(kHeading, 1300, true) + characters(kSmall, 900, false)
        + "</hh:charProperties><hh:tabProperties itemCnt=\"1\"><hh:tabPr id=\"0\" autoTabLeft=\"0\" autoTabRight=\"0\"/></hh:tabProperties><hh:paraProperties itemCnt=\"3\">"
        + paragraphs(kJustified, "JUSTIFY", 0) + paragraphs(kCentred, "CENTER", 0) + paragraphs(kIndented, "JUSTIFY", 2000)
        + "</hh:paraProperties><hh:styles itemCnt=\"1\"><hh:style id=\"0\" type=\"PARA\" name=\"바탕글\" engName=\"Normal\" paraPrIDRef=\"0\" charPrIDRef=\"0\" nextStyleIDRef=\"0\" "
          "langID=\"1042\" lockForm=\"0\"/></hh:styles></hh:refList><hh:compatibleDocument targetProgram=\"HWP201X\"><hh:layoutCompatibility/></hh:compatibleDocument><hh:docOption>"
          "<hh:linkinfo path=\"\" pageInherit=\"0\" footnoteInherit=\"0\"/></hh:docOption></hh:head>";
}

std::string sectionProperties()
{
    return "<hp:secPr id=\"\" textDirection=\"HORIZONTAL\" spaceColumns=\"1134\" tabStop=\"8000\" outlineShapeIDRef=\"0\" memoShapeIDRef=\"0\" textVerticalWidthHead=\"0\" "
           "masterPageCnt=\"0\"><hp:grid lineGrid=\"0\" charGrid=\"0\" wonggojiFormat=\"0\"/><hp:startNum pageStartsOn=\"BOTH\" page=\"0\" pic=\"0\" tbl=\"0\" equation=\"0\"/>"
           "<hp:visibility hideFirstHeader=\"0\" hideFirstFooter=\"0\" hideFirstMasterPage=\"0\" border=\"SHOW_ALL\" fill=\"SHOW_ALL\" hideFirstPageNum=\"0\" "
           "hideFirstEmptyLine=\"0\" showLineNumber=\"0\"/><hp:pagePr landscape=\"WIDELY\" width=\"59528\" height=\"84186\" gutterType=\"LEFT_ONLY\"><hp:margin header=\"4252\" "
           "footer=\"4252\" gutter=\"0\" left=\"8504\" right=\"8504\" top=\"5668\" bottom=\"4252\"/></hp:pagePr>"
        + noteProperties("footNotePr", "EACH_COLUMN") + noteProperties("endNotePr", "END_OF_DOCUMENT") + "</hp:secPr><hp:ctrl><hp:colPr id=\"\" type=\"NEWSPAPER\" layout=\"LEFT\" "
          "colCount=\"1\" sameSz=\"1\" sameGap=\"0\"/></hp:ctrl>";
}

std::string version()
{
    return std::string(kDeclaration)
        + "<hv:HCFVersion xmlns:hv=\"http://www.hancom.co.kr/hwpml/2011/version\" tagetApplication=\"WORDPROCESSOR\" major=\"5\" minor=\"1\" micro=\"0\" buildNumber=\"1\" os=\"1\" "
          "xmlVersion=\"1.4\" application=\"Sillok\" appVersion=\"0, 1, 0, 0\"/>";
}

std::string settings()
{
    return std::string(kDeclaration)
        + "<ha:HWPApplicationSetting xmlns:ha=\"http://www.hancom.co.kr/hwpml/2011/app\"><ha:CaretPosition listIDRef=\"0\" paraIDRef=\"0\" pos=\"0\"/></ha:HWPApplicationSetting>";
}

std::string container()
{
    return std::string(kDeclaration)
        + "<ocf:container xmlns:ocf=\"urn:oasis:names:tc:opendocument:xmlns:container\"><ocf:rootfiles><ocf:rootfile full-path=\"Contents/content.hpf\" "
          "media-type=\"application/hwpml-package+xml\"/><ocf:rootfile full-path=\"Preview/PrvText.txt\" media-type=\"text/plain\"/></ocf:rootfiles></ocf:container>";
}

std::string manifest() { return std::string(kDeclaration) + "<odf:manifest xmlns:odf=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"; }

std::string contents(const std::string& title, const std::string& date)
{
    return std::string(kDeclaration) + "<opf:package xmlns:opf=\"http://www.idpf.org/2007/opf/\" version=\"\" unique-identifier=\"\" id=\"\"><opf:metadata><opf:title>" + title
        + "</opf:title><opf:language>ko</opf:language><opf:meta name=\"CreatedDate\" content=\"text\">" + date
        + "</opf:meta></opf:metadata><opf:manifest><opf:item id=\"header\" href=\"Contents/header.xml\" media-type=\"application/xml\"/><opf:item id=\"section0\" "
          "href=\"Contents/section0.xml\" media-type=\"application/xml\"/><opf:item id=\"settings\" href=\"settings.xml\" media-type=\"application/xml\"/></opf:manifest><opf:spine>"
          "<opf:itemref idref=\"header\" linear=\"yes\"/><opf:itemref idref=\"section0\" linear=\"yes\"/></opf:spine></opf:package>";
}

} // namespace sillok::app::hwpx

"""Text as it was typed in the fonts of TCVN 5712 (".VnTime"): letters that only those fonts show right."""

import unicodedata
from dataclasses import replace

from demo.blocks import Block, Cell, Facts, Grid, Item, Items, Page, Prose, Story

_UNICODE = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĐĂÂÊÔƠƯ"
_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ§¡¢£¤¥¦"
_LETTERS = dict(zip(_UNICODE, _TCVN3, strict=True))


def tcvn3_of(text: str) -> str:
    """ "Quyết định" -> "QuyÕt ®Þnh"; capitals with marks, which the fonts lack, become small ones."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(_LETTERS.get(letter) or _LETTERS.get(letter.lower(), letter) for letter in letters)


def in_tcvn3(page: Page) -> Page:
    """The page with the text of its own blocks in the old fonts; its frame stays Unicode."""
    return replace(page, title=tcvn3_of(page.title), blocks=tuple(_block(block) for block in page.blocks))


def _block(block: Block) -> Block:
    if isinstance(block, Prose):
        return Prose(_all(block.paragraphs), tcvn3_of(block.heading))
    if isinstance(block, Items):
        return replace(block, items=tuple(_item(item) for item in block.items))
    if isinstance(block, Story):
        return replace(
            block,
            title=tcvn3_of(block.title),
            lead=tcvn3_of(block.lead),
            paragraphs=_all(block.paragraphs),
            related=tuple(_item(item) for item in block.related),
        )
    if isinstance(block, Grid):
        rows = tuple(tuple(replace(cell, text=tcvn3_of(cell.text)) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    if isinstance(block, Facts):
        return replace(
            block, rows=tuple((label, Cell(tcvn3_of(cell.text), cell.url, cell.links)) for label, cell in block.rows)
        )
    return block


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tcvn3_of(text) for text in texts)


def _item(item: Item) -> Item:
    return replace(item, title=tcvn3_of(item.title), summary=tcvn3_of(item.summary))

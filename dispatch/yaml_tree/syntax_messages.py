"""The YAML parser's own words about a mistake, and ours: what it found, and what usually mends it."""

from dispatch.problem import N_

QUOTE = N_("giá trị có dấu hai chấm hoặc ký hiệu đặc biệt thì đặt trong dấu nháy '…'")
INDENT = N_("thụt đầu dòng bằng dấu cách, các mục cùng cấp thẳng cột")
SYNTAXES = {  # the parser's own words -> ours, and what usually mends it
    "mapping values are not allowed in this context": (N_("dấu hai chấm nằm ở chỗ không đọc được"), QUOTE),
    "found character that cannot start any token": (
        N_("ký tự không thể mở đầu một giá trị (dấu Tab, @, %, `)"),
        N_("thay Tab bằng dấu cách; chữ có ký hiệu đặc biệt thì đặt trong dấu nháy '…'"),
    ),
    "did not find expected alphabetic or numeric character": (N_("dấu * hoặc & mở đầu một giá trị"), QUOTE),
    "did not find expected key": (N_("chỗ này cần một mục 'tên: giá trị'"), INDENT),
    "did not find expected '-' indicator": (N_("chỗ này cần một dòng '- …' của danh sách"), INDENT),
    "could not find expected ':'": (N_("thiếu dấu hai chấm sau tên mục"), N_("viết 'tên: giá trị'")),
    "found unexpected end of stream": (N_("dấu nháy mở mà không đóng"), N_("thêm dấu nháy đóng")),
    "did not find expected ',' or ']'": (N_("dấu [ mở mà không đóng"), QUOTE),
    "did not find expected ',' or '}'": (N_("dấu { mở mà không đóng"), QUOTE),
    "did not find expected <document start>": (N_("nội dung thừa sau dấu kết thúc"), INDENT),
    "did not find expected node content": (N_("chỗ này cần một giá trị"), QUOTE),
    "block sequence entries are not allowed in this context": (N_("danh sách '- …' phải xuống dòng"), INDENT),
    "mapping keys are not allowed in this context": (N_("dấu '?' nằm ở chỗ không đọc được"), QUOTE),
    "did not find expected comment or line break": (
        N_("chữ nằm ngay sau dấu | hoặc >"),
        QUOTE,
    ),
    "found unknown escape character": (N_("dấu \\ trong chuỗi nháy kép"), N_("dùng dấu nháy đơn '…'")),
    "did not find expected hexdecimal number": (
        N_("dấu \\ trong chuỗi nháy kép"),
        N_("dùng dấu nháy đơn '…'"),
    ),
    "found invalid Unicode character escape code": (
        N_("dấu \\ trong chuỗi nháy kép"),
        N_("dùng dấu nháy đơn '…'"),
    ),
    "control characters are not allowed": (N_("có ký tự điều khiển"), N_("xóa ký tự đó")),
}

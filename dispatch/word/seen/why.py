"""Why a cell of a Word file is not read as it stands, each reason in words for the clerk."""

from dispatch.problem import N_

STRUCK, HIDDEN = N_("chữ bị gạch ngang"), N_("chữ ẩn")
CUT = N_("chữ bị gạch hay ẩn xen giữa chữ khác")
PICTURE, OBJECT, FORMULA = N_("hình"), N_("đối tượng nhúng"), N_("công thức")
SYMBOL, NOTE, NESTED = N_("ký hiệu của phông đặc biệt"), N_("chú thích"), N_("bảng lồng bên trong")
RUBY, ALTERNATIVE = N_("chữ chú âm"), N_("nội dung có hai bản khác nhau")
FIELD, BOUND = N_("trường không có kết quả đọc được"), N_("nội dung lấy từ nơi khác")
NUMBERED, FRAMED = N_("số thứ tự tự động"), N_("khung đặt ở chỗ khác")
UNSEEN = N_("chữ không nhìn thấy (trùng màu nền, quá nhỏ hoặc quá hẹp)")
OLD_FONT = N_("phông chữ cũ (TCVN3, VNI)")
DIRECTION, CONTROL = N_("ký tự đổi chiều viết"), N_("ký tự điều khiển")
STRANGE = N_("thành phần lạ")
LINES, RAISED = N_("nhiều dòng hoặc dấu tab"), N_("chữ nâng lên hay hạ xuống (số mũ, chỉ số)")
UNSEEN_SIGN = N_("ký tự không nhìn thấy")

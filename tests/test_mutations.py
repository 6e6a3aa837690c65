"""What `make mutants` changes in a module, and what it leaves alone."""

import pytest
from mutations import mutants


def changes(source):
    return {(mutant.before, mutant.after) for mutant in mutants(source, "x.py")}


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("x = alpha < beta", "alpha < beta", "alpha <= beta"),
        ("x = alpha != beta", "alpha != beta", "alpha == beta"),
        ("x = alpha not in beta", "alpha not in beta", "alpha in beta"),
        ("x = alpha is beta", "alpha is beta", "alpha is not beta"),
        ("x = alpha and beta", "alpha and beta", "alpha or beta"),
        ("x = alpha or beta or gamma", "alpha or beta or gamma", "alpha or gamma"),
        ("x = alpha and beta", "alpha and beta", "beta"),
        ("if alpha_and_beta: pass", "alpha_and_beta", "not alpha_and_beta"),
        ("x = alpha if beta else gamma", "alpha if beta else gamma", "alpha if not beta else gamma"),
        ("x = [a for a in alpha if a]", "[a for a in alpha if a]", "[a for a in alpha if not a]"),
        ("x = [a for a in alpha if a]", "[a for a in alpha if a]", "[a for a in alpha]"),
        ("x = not alpha_and_beta", "not alpha_and_beta", "alpha_and_beta"),
        ("x = alpha_beta(5)", "alpha_beta(5)", "alpha_beta(6)"),
        ("x = alpha_beta(0.5)", "alpha_beta(0.5)", "alpha_beta(-0.5)"),
        ("x = alpha_beta(True)", "alpha_beta(True)", "alpha_beta(False)"),
        ("x = alpha == 'beta'", "alpha == 'beta'", "alpha == 'beta_'"),
        ("x = alpha_beta(' ;.')", "alpha_beta(' ;.')", "alpha_beta(' .')"),
        ("x = 'alpha', 'beta'", "('alpha', 'beta')", "('alpha',)"),
        ("x = alpha + beta_gamma", "alpha + beta_gamma", "alpha - beta_gamma"),
        ("x = alpha | beta_gamma", "alpha | beta_gamma", "beta_gamma | alpha"),
        ("x = alpha_beta[:gamma]", "alpha_beta[:gamma]", "alpha_beta[:gamma - 1]"),
        ("x = alpha_beta[1:]", "alpha_beta[1:]", "alpha_beta[:]"),
        ("x = min(alpha, beta)", "min(alpha, beta)", "max(alpha, beta)"),
        ("x = any(alpha_beta)", "any(alpha_beta)", "all(alpha_beta)"),
        ("x = alpha_beta.casefold()", "alpha_beta.casefold()", "alpha_beta"),
        ("def f() -> str:\n    return alpha(beta)", "return alpha(beta)", "return ''"),
        ("def f() -> tuple[str, ...]:\n    return alpha(beta)", "return alpha(beta)", "return ()"),
        ("def f():\n    yield alpha(beta)", "yield alpha(beta)", "pass"),
        ("x = re.match(r'(?i)a|bc', alpha)", "re.match('(?i)a|bc', alpha)", "re.match('(?i)a', alpha)"),
        ("x = re.match(r'(?i)a|bc', alpha)", "re.match('(?i)a|bc', alpha)", "re.match('a|bc', alpha)"),
        ("x = re.match(r'[a-z_]+', alpha)", "re.match('[a-z_]+', alpha)", "re.match('[a-z]+', alpha)"),
    ],
)
def test_one_small_thing_is_changed(source, before, after):
    assert (before, after) in changes(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Docstring."""',
        "def f(x: Literal['a']) -> Literal['b']:\n    '''Docstring.'''",
        "x: Literal['a'] = y",
        "x = N_('text')",
        "X = Fault('X001', N_('text'), 'hint')",
        "@rule('X001', 'clause')\ndef f():\n    pass",
        "__all__ = ['a', 'b']",
        "from a import b",
        "if TYPE_CHECKING:\n    x = 1",
        "Line = Annotated[str, 'a']",
        "x = f'a {b:02} c'",
    ],
)
def test_wording_and_types_are_left_alone(source):
    assert changes(source) == set()


def test_each_change_is_made_alone_and_undone():
    source = "def f(a, b):\n    return a < b and a + 1 < b"
    found = mutants(source, "x.py")
    codes = [mutant.code() for mutant in found]
    assert [mutant.code() for mutant in reversed(found)] == codes[::-1]
    assert {mutant.before for mutant in found} == {"a < b and a + 1 < b"}
    assert len({mutant.after for mutant in found}) == len(found)


def test_a_change_is_told_by_a_text_that_stands_once():
    assert ("y = alpha_beta[0]", "y = alpha_beta[1]") in changes("x = alpha_beta[0]\ny = alpha_beta[0]")

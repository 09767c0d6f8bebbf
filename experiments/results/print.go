package results

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// significant is how many digits a printed number keeps where nothing says how well it is known.
const significant = 6

// normal95 is the half-width of a 95% interval in standard errors.
const normal95 = 1.959963984540054

// roundingNoise is a relative error below which an interval is that of arithmetic, not of luck.
const roundingNoise = 1e-12

// WriteMarkdown writes the table for a person: a header with units and, of each number, what its standard error
// supports. Where columns <x>.lo and <x>.hi bound a 95% interval, all columns <x>.… of the row are rounded to the
// second digit of (hi − lo) / (2 × 1.96); other numbers have six digits. Null is an empty field.
func WriteMarkdown(w io.Writer, t *Table) error {
	var b strings.Builder
	line := func(fields []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(fields, " | ")) }
	clean := strings.NewReplacer("|", `\|`, "\n", " ")
	var head, rule []string
	for _, c := range t.columns {
		head = append(head, clean.Replace(heading(c)))
		rule = append(rule, map[bool]string{true: "---", false: "---:"}[c.Kind == Texts])
	}
	line(head)
	line(rule)
	for i := range t.Len() {
		line(t.fields(i, clean))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteLaTeX writes the table as a tabular with the rules of the booktabs package, numbers as in WriteMarkdown.
func WriteLaTeX(w io.Writer, t *Table) error {
	var b strings.Builder
	line := func(fields []string) { fmt.Fprintf(&b, "%s \\\\\n", strings.Join(fields, " & ")) }
	var head []string
	align := ""
	for _, c := range t.columns {
		head = append(head, tex.Replace(heading(c)))
		align += map[bool]string{true: "l", false: "r"}[c.Kind == Texts]
	}
	fmt.Fprintf(&b, "\\begin{tabular}{%s}\n\\toprule\n", align)
	line(head)
	b.WriteString("\\midrule\n")
	for i := range t.Len() {
		fields := t.fields(i, tex)
		for j, c := range t.columns {
			if number, ok := strings.CutPrefix(fields[j], "-"); ok && c.Kind != Texts {
				fields[j] = "$-$" + number
			}
		}
		line(fields)
	}
	b.WriteString("\\bottomrule\n\\end{tabular}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// tex writes the characters that LaTeX reads as commands.
var tex = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`, `_`, `\_`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, `<`, `$<$`, `>`, `$>$`, "\n", " ",
)

func heading(c Column) string {
	if c.Unit == "" {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, c.Unit)
}

// fields are the cells of a row as they are printed.
func (t *Table) fields(row int, escape *strings.Replacer) []string {
	fields := make([]string, len(t.columns))
	for i, c := range t.columns {
		cell := t.cells[i][row]
		if x, ok := cell.Float(); ok && c.Kind == Floats {
			fields[i] = t.rounded(x, row, c.Name)
			continue
		}
		fields[i] = escape.Replace(cell.String())
	}
	return fields
}

// rounded is x with the digits that the standard error of its row supports, or with six.
func (t *Table) rounded(x float64, row int, column string) string {
	if dot := strings.LastIndexByte(column, '.'); dot > 0 {
		lo, haveLo := t.at(row, column[:dot]+".lo")
		hi, haveHi := t.at(row, column[:dot]+".hi")
		if se := (hi - lo) / (2 * normal95); haveLo && haveHi && se > roundingNoise*math.Abs(x) && !math.IsInf(se, 0) {
			return atDigit(x, 1-int(math.Floor(math.Log10(se))))
		}
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', significant, 64), 64)
	if err != nil { // rounded up beyond the largest number
		short = x
	}
	return plain(short, -1)
}

func (t *Table) at(row int, column string) (x float64, ok bool) {
	if i := t.index(column); i >= 0 {
		return t.cells[i][row].Float()
	}
	return 0, false
}

// atDigit is x rounded to so many digits behind the point; below zero, to tens, hundreds and so on.
func atDigit(x float64, digits int) string {
	if digits < 0 {
		scale := math.Pow10(-digits)
		x, digits = math.RoundToEven(x/scale)*scale, 0
	}
	text := plain(x, digits)
	if strings.Trim(text, "-0.") == "" {
		return strings.TrimPrefix(text, "-") // rounded to 0, which has no sign
	}
	return text
}

package policy

import (
	"encoding/base64"
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// operand is a value of a condition, read once in the way its operator needs.
type operand struct {
	valid  bool // the text could be read at all
	number float64
	when   time.Time
	prefix netip.Prefix
	bytes  string
	arn    [arnFields][]part // only of a pattern without variables
}

const arnFields = 6

// readOperand prepares a value for operators of one family. An unreadable value matches nothing.
func readOperand(f family, p *Pattern) operand {
	var o operand
	switch f {
	case familyNumeric:
		o.number, o.valid = readNumber(p.Text)
	case familyDate:
		o.when, o.valid = readDate(p.Text)
	case familyBinary:
		raw, err := base64.StdEncoding.DecodeString(p.Text)
		o.bytes, o.valid = string(raw), err == nil
	case familyIP:
		o.prefix, o.valid = readPrefix(p.Text)
	case familyARN:
		if p.variables { // split again at each request: a value may bring colons along
			o.valid = true
		} else {
			o.arn, o.valid = splitARN(p.parts)
		}
	default:
		o.valid = true
	}
	return o
}

// readNumber reads an integer or a decimal, not Go's other spellings (hexadecimal, Inf, 1_000).
func readNumber(text string) (float64, bool) {
	if text == "" || strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

// dateForms are the forms of ISO 8601 that AWS names, and the same without a time zone, which then is UTC.
// https://www.w3.org/TR/NOTE-datetime
var dateForms = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04",
	"2006-01-02", "2006-01", "2006",
}

// readDate reads a date, or seconds since 1970. Four digits are a year.
func readDate(text string) (time.Time, bool) {
	for _, form := range dateForms {
		if t, err := time.Parse(form, text); err == nil {
			return t, true
		}
	}
	seconds, ok := readNumber(text)
	if !ok || seconds < 0 || seconds > 1<<53 {
		return time.Time{}, false
	}
	whole, fraction := math.Modf(seconds)
	return time.Unix(int64(whole), int64(fraction*1e9)).UTC(), true
}

// readPrefix reads an address range. A bare address is a range of one.
func readPrefix(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	address, ok := readAddress(text)
	if !ok {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(address, address.BitLen()), true
}

// readAddress reads an address and undoes ::ffff:203.0.113.7, which no range of IPv4 would contain.
func readAddress(text string) (netip.Addr, bool) {
	address, err := netip.ParseAddr(text)
	if err != nil || address.Zone() != "" {
		return netip.Addr{}, false
	}
	return address.Unmap(), true
}

// splitARN cuts the parts of a pattern at the first five colons of its literals.
func splitARN(parts []part) (fields [arnFields][]part, ok bool) {
	at := 0
	for _, p := range parts {
		for p.kind == literal && at < arnFields-1 {
			before, after, found := strings.Cut(p.text, ":")
			if !found {
				break
			}
			if before != "" {
				fields[at] = append(fields[at], part{kind: literal, text: before})
			}
			at++
			p.text = after
		}
		if p.kind != literal || p.text != "" {
			fields[at] = append(fields[at], p)
		}
	}
	return fields, at == arnFields-1
}

// matchARN compares the six fields one by one, so that a star does not reach into the next field. Only the
// last one, the resource, may contain colons.
func matchARN(fields *[arnFields][]part, arn string) bool {
	for i := range arnFields - 1 {
		field, rest, found := strings.Cut(arn, ":")
		if !found || !matchParts(fields[i], field) {
			return false
		}
		arn = rest
	}
	return matchParts(fields[arnFields-1], arn)
}

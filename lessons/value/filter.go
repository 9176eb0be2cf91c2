package value

import (
	"fmt"
	"net/url"
	"time"
	"unicode/utf8"
)

// Filter changes how a value is shown. There are four, and at most one to a reference.
type Filter string

// The filters, and none.
const (
	Plain Filter = ""
	Until Filter = "until" // what is left until that moment: "59:58", "1:00:00", "00:00" when it is over
	Clock Filter = "clock" // the time of day: "10:04:12"
	Short Filter = "short" // beginning and end of a long id or token: "eyJraWQiOi…x3Zp4"
	Path  Filter = "path"  // the path of an address, without host and query: "/login"
)

func filters() []string { return []string{string(Until), string(Clock), string(Short), string(Path)} }

func (f Filter) apply(text string, now time.Time) (string, error) {
	switch f {
	case Short:
		return shorten(text), nil
	case Path:
		address, err := url.Parse(text)
		if err != nil {
			return "", err
		}
		return address.Path, nil
	case Until, Clock:
		at, err := moment(text)
		if err != nil {
			return "", err
		}
		if f == Clock {
			return at.Format(time.TimeOnly), nil
		}
		return Left(at, now), nil
	}
	return text, nil
}

// Left is the time between now and at as a countdown shows it.
func Left(at, now time.Time) string {
	seconds := int64(max(0, at.Sub(now)) / time.Second)
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%02d:%02d", seconds/60, seconds%60)
}

// The lengths of a shortened text, in characters.
const shortHead, shortTail = 10, 5

func shorten(text string) string {
	if utf8.RuneCountInString(text) <= shortHead+1+shortTail {
		return text
	}
	runes := []rune(text)
	return string(runes[:shortHead]) + "…" + string(runes[len(runes)-shortTail:])
}

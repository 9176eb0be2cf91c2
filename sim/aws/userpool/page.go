package userpool

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// mostListed is how many entries a page holds when the caller does not say.
const mostListed = 60

var errPage = refusal("InvalidParameterException", "Invalid pagination token")

// position reads a page token: the number from which the list goes on. "" is the beginning.
func position(token string) (int, error) {
	if token == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(token)
	digits, ok := strings.CutPrefix(string(text), "from ")
	n, numeric := strconv.Atoi(digits)
	if err != nil || !ok || numeric != nil || n < 0 {
		return 0, errPage.Because("a page token comes out of the page before, unchanged")
	}
	return n, nil
}

func pageToken(from int) string {
	return base64.RawURLEncoding.EncodeToString([]byte("from " + strconv.Itoa(from)))
}

// page cuts a page out of a list and returns the token of the next one, "" at the end. limit 0 is
// AWS's own size of a page.
func page[T any](list []T, token string, limit int) ([]T, string, error) {
	from, err := position(token)
	if err != nil {
		return nil, "", err
	}
	if limit == 0 {
		limit = mostListed
	}
	from = min(from, len(list))
	to := min(from+limit, len(list))
	next := ""
	if to < len(list) {
		next = pageToken(to)
	}
	return list[from:to], next, nil
}

// pick walks through the users as they were created, from a token on, and takes those that fit
// until a page is full. The token is a user's number, so it stays good when users are deleted.
// Callers hold mu.
func (p *pool) pick(token string, limit int, fits func(*user) bool) ([]*user, string, error) {
	from, err := position(token)
	if err != nil {
		return nil, "", err
	}
	if limit == 0 {
		limit = mostListed
	}
	var picked []*user
	at, _ := p.place(from)
	for _, u := range p.list[at:] {
		if !fits(u) {
			continue
		}
		if len(picked) == limit {
			return picked, pageToken(u.seq), nil
		}
		picked = append(picked, u)
	}
	return picked, "", nil
}

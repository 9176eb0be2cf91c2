package simtest

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// browse starts a browser without cookies, or puts it away.
func (p *player) browse(rest, _ string) error {
	p.jar = nil
	if rest != "on" {
		return nil
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	p.jar = jar
	return nil
}

// shows looks for a text on a page, as people read it.
func (p *player) shows(text, _ string) error {
	if !strings.Contains(html.UnescapeString(string(p.body)), text) {
		return errors.New("the page does not show it")
	}
	return nil
}

// hides looks for a text that must not be on a page, nor in a body.
func (p *player) hides(text, _ string) error {
	if strings.Contains(html.UnescapeString(string(p.body)), text) {
		return errors.New("it is there")
	}
	return nil
}

// fromPage reads what is no JSON: "header NAME", "header NAME query|fragment PARAMETER", "cookie NAME", "form FIELD",
// "whole answer".
func (p *player) fromPage(words []string) (string, error) {
	switch {
	case words[0] == "header" && len(words) == 2:
		return present(p.header.Get(words[1]))
	case words[0] == "header" && len(words) == 4:
		u, err := url.Parse(p.header.Get(words[1]))
		if err != nil {
			return "", err
		}
		parameters := u.RawQuery
		if words[2] == "fragment" {
			parameters = u.Fragment
		}
		values, err := url.ParseQuery(parameters)
		if err != nil {
			return "", err
		}
		return present(values.Get(words[3]))
	case words[0] == "cookie" && len(words) == 2:
		for _, c := range (&http.Response{Header: p.header}).Cookies() {
			if c.Name == words[1] {
				return present(c.Value)
			}
		}
		return "", fmt.Errorf("the answer sets no cookie %s", words[1])
	case words[0] == "form" && len(words) == 2:
		field := regexp.MustCompile(`<input[^>]* name="` + regexp.QuoteMeta(words[1]) + `"[^>]* value="([^"]*)"`)
		m := field.FindSubmatch(p.body)
		if m == nil {
			return "", fmt.Errorf("the page has no field %s", words[1])
		}
		return present(html.UnescapeString(string(m[1])))
	}
	if slices.Equal(words, []string{"whole", "answer"}) {
		return present(string(p.body))
	}
	return "", errors.New("write: keep NAME = PATH, header NAME [query|fragment PARAMETER], cookie NAME, form FIELD, whole answer")
}

func present(text string) (string, error) {
	if text == "" {
		return "", errors.New("it is empty")
	}
	return text, nil
}

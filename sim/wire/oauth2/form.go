package oauth2

import (
	"io"
	"mime"
	"net/http"
	"net/url"
)

// MaxForm is the longest form that is read, in bytes.
const MaxForm = 64 << 10

// Form are the parameters of a request, each at most once.
type Form struct{ values url.Values }

// Query reads the parameters behind the question mark. The form is usable even when one comes
// twice: the error, ErrInvalidRequest, can then be told to whoever the form names.
func Query(r *http.Request) (Form, error) {
	return parse(r.URL.RawQuery)
}

// Body reads the parameters of a posted form.
//
// https://www.rfc-editor.org/rfc/rfc6749#section-3.2
func Body(r *http.Request) (Form, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return Form{}, ErrInvalidRequest.Because("the body must be a form: Content-Type application/x-www-form-urlencoded, not %q", r.Header.Get("Content-Type"))
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, MaxForm+1))
	if err != nil {
		return Form{}, ErrInvalidRequest.Because("the body cannot be read: %v", err)
	}
	if len(data) > MaxForm {
		return Form{}, ErrInvalidRequest.Because("the form is longer than %d bytes", MaxForm)
	}
	return parse(string(data))
}

func parse(text string) (Form, error) {
	values, err := url.ParseQuery(text)
	if err != nil {
		return Form{values}, ErrInvalidRequest.Because("the parameters cannot be read: %v", err)
	}
	for name, all := range values {
		if len(all) > 1 {
			return Form{values}, ErrInvalidRequest.Because("%q comes %d times; a parameter may come once", name, len(all))
		}
	}
	return Form{values}, nil
}

// Get returns a parameter; "" when it is absent.
func (f Form) Get(name string) string { return f.values.Get(name) }

// Prefixed returns the parameters whose names stand between prefix and suffix, by what stands
// between: requiredAttributes[email] by "email".
func (f Form) Prefixed(prefix, suffix string) map[string]string {
	out := map[string]string{}
	for name := range f.values {
		if len(name) > len(prefix)+len(suffix) && name[:len(prefix)] == prefix && name[len(name)-len(suffix):] == suffix {
			out[name[len(prefix):len(name)-len(suffix)]] = f.values.Get(name)
		}
	}
	return out
}

// Need refuses a form that lacks one of the parameters.
func (f Form) Need(names ...string) error {
	for _, name := range names {
		if f.Get(name) == "" {
			return ErrInvalidRequest.Because("the parameter %s is missing", name)
		}
	}
	return nil
}

package tokenread

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/token"
)

// report is a reading as JSON, for other programs. The names are kept.
type report struct {
	Kind      Kind         `json:"kind"`
	Title     string       `json:"title"`
	Opaque    bool         `json:"opaque"`
	Header    token.Claims `json:"header,omitempty"`
	Claims    token.Claims `json:"claims,omitempty"`
	Doors     []doorReport `json:"doors"`
	Odd       []string     `json:"odd"`
	Signature struct {
		Checked bool   `json:"checked"`
		OK      bool   `json:"ok"`
		Text    string `json:"text"`
	} `json:"signature"`
}

type doorReport struct {
	OK   bool   `json:"ok"`
	Door string `json:"door"`
	Why  string `json:"why"`
}

// MarshalJSONTo writes kind, claims, doors, what is odd and the signature. The token itself is left out: a report is passed on.
func (r Reading) MarshalJSONTo(enc *jsontext.Encoder) error {
	out := report{Kind: r.Kind, Title: r.Title, Opaque: r.Opaque, Header: r.Token.Header, Claims: r.Token.Claims, Odd: r.Odd}
	for _, d := range r.Doors {
		out.Doors = append(out.Doors, doorReport{d.OK, d.Name, d.Text})
	}
	out.Signature.Checked, out.Signature.OK, out.Signature.Text = r.Signature.Checked, r.Signature.OK, r.Signature.Text
	return json.MarshalEncode(enc, out)
}

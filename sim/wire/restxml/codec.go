package restxml

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/wire"
)

// codec is the client's half. A lesson writes an input as JSON; it goes out as method, path,
// query, headers and document.
type codec struct{ route route }

// Encode builds the request in virtual-hosted style (https://BUCKET.HOST/KEY) where the
// bucket's name can be part of a host name, else in path style: a bare address has no names below it.
func (c codec) Encode(op wire.Operation, endpoint string, input, payload []byte) (*http.Request, error) {
	v := reflect.New(op.Request)
	if len(bytes.TrimSpace(input)) > 0 {
		if err := json.Unmarshal(input, v.Interface(), json.RejectUnknownMembers(true)); err != nil {
			return nil, fmt.Errorf("%s: %w", op.Name, err)
		}
	}
	v = v.Elem()
	members := membersOf(op.Request)
	body, err := c.body(op, members, v, payload)
	if err != nil {
		return nil, err
	}
	address, err := url.Parse(endpoint)
	if err != nil {
		return nil, err
	}
	query, header, labels := c.parts(members, v)
	if err := c.place(address, labels); err != nil {
		return nil, fmt.Errorf("%s: %w", op.Name, err)
	}
	address.RawQuery = strings.ReplaceAll(query.Encode(), "+", "%20")
	req, err := http.NewRequest(c.route.method, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header = header
	if documented(members) && len(body) > 0 {
		req.Header.Set("Content-Type", "application/xml")
		addChecksum(req.Header, members, body)
	}
	return req, nil
}

// addChecksum adds the CRC32 of a document where the operation takes a checksum and the input
// has none, as the SDKs do.
func addChecksum(h http.Header, members []member, body []byte) {
	const header = "X-Amz-Checksum-Crc32"
	takes := false
	for _, m := range members {
		name := http.CanonicalHeaderKey(m.name)
		takes = takes || name == header
		if h.Get(name) != "" && (name == "Content-Md5" || strings.HasPrefix(name, "X-Amz-Checksum-")) {
			return
		}
	}
	if takes {
		sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(body))
		h.Set(header, base64.StdEncoding.EncodeToString(sum))
	}
}

func (c codec) body(op wire.Operation, members []member, v reflect.Value, payload []byte) ([]byte, error) {
	for _, m := range members {
		if m.where == inBody && v.FieldByIndex(m.index).Kind() == reflect.String {
			return []byte(v.FieldByIndex(m.index).String()), nil
		}
	}
	if streams(members) {
		return payload, nil
	}
	if payload != nil {
		return nil, fmt.Errorf("%s has no streamed body", op.Name)
	}
	if !documented(members) {
		return nil, nil
	}
	return writeDocument(members, v)
}

// parts collects query, headers and labels of an input.
func (c codec) parts(members []member, v reflect.Value) (url.Values, http.Header, Labels) {
	query, header, labels := url.Values{}, http.Header{}, Labels{}
	for _, m := range members {
		field := v.FieldByIndex(m.index)
		switch m.where {
		case inURI:
			if m.name == "Key" {
				labels.Key = field.String()
			} else {
				labels.Bucket = field.String()
			}
		case inHeader:
			writeHeader(header, m, field)
		case inQuery:
			if value := text(field); value != "" {
				query.Set(m.name, value)
			}
		}
	}
	for _, p := range c.route.query {
		if !query.Has(p.name) {
			query.Set(p.name, p.value)
		}
	}
	return query, header, labels
}

// place puts bucket and key into an address.
func (c codec) place(u *url.URL, labels Labels) error {
	if c.route.bucket && labels.Bucket == "" {
		return errors.New("the input lacks Bucket")
	}
	if c.route.key && labels.Key == "" {
		return errors.New("the input lacks Key")
	}
	path := "/" + labels.Key
	switch {
	case labels.Bucket == "":
	case hostable(labels.Bucket) && net.ParseIP(u.Hostname()) == nil:
		u.Host = labels.Bucket + "." + u.Host
	case c.route.key:
		path = "/" + labels.Bucket + path
	default:
		path = "/" + labels.Bucket
	}
	u.Path, u.RawPath = path, escapePath(path)
	return nil
}

// hostable reports whether a bucket's name is one label of a host name. Names with dots would
// be several, and no certificate covers those.
func hostable(name string) bool {
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return len(name) >= 3 && len(name) <= 63
}

// escapePath encodes all but unreserved characters and slashes, as S3's clients do.
func escapePath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.QueryEscape(p), "+", "%20")
	}
	return strings.Join(parts, "/")
}

// Decode makes JSON of an answer's headers and document. An object's bytes are left out.
func (codec) Decode(op wire.Operation, _ int, header http.Header, body []byte) ([]byte, error) {
	v := reflect.New(op.Response).Elem()
	members := membersOf(op.Response)
	document := rootOf(op.Response) != "" || documented(members)
	for _, m := range members {
		field := v.FieldByIndex(m.index)
		switch {
		case m.where == inHeader:
			if err := readHeader(header, m, field); err != nil {
				return nil, fmt.Errorf("answer of %s: %w", op.Name, err)
			}
		case m.where == inBody && field.Kind() == reflect.String:
			field.SetString(string(body))
		}
	}
	if document && len(bytes.TrimSpace(body)) > 0 {
		if err := readDocument(body, members, v); err != nil {
			return nil, fmt.Errorf("answer of %s: %w", op.Name, err)
		}
	}
	return json.Marshal(v.Addr().Interface(), json.OmitZeroStructFields(true), json.Deterministic(true))
}

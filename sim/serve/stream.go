package serve

import (
	"net/http"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
)

// exchange gives one exchange, by the request id that its answer carried.
func (c *Control) exchange(w http.ResponseWriter, r *http.Request) {
	e, ok := c.account.World(r).Log().Find(r.PathValue("requestID"))
	if !ok {
		problem(w, http.StatusNotFound, "no exchange that is kept has this request id")
		return
	}
	answerJSON(w, http.StatusOK, recordOf(e))
}

// stream gives the exchanges that are kept, and then every other as it ends: one JSON object a line.
func (c *Control) stream(w http.ResponseWriter, r *http.Request) {
	told, stop := c.account.hub.listen() // first, so that none is missed between the two
	defer stop()
	kept := c.account.World(r).Log().Since(0)
	w.Header().Set("Content-Type", "application/x-ndjson")
	w.WriteHeader(http.StatusOK)
	out := http.NewResponseController(w)
	shown := map[string]bool{}
	for _, e := range kept {
		shown[e.RequestID] = true
		if !line(w, e) {
			return
		}
	}
	for {
		if out.Flush() != nil {
			return
		}
		select {
		case e, open := <-told:
			if !open || !shown[e.RequestID] && !line(w, e) {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// line reports whether the client is still there.
func line(w http.ResponseWriter, e trace.Exchange) bool {
	text, err := json.Marshal(recordOf(e), anyText)
	if err != nil {
		return false
	}
	_, err = w.Write(append(text, '\n'))
	return err == nil
}

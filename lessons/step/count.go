package step

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// counted is the name of the value that remembers up to which exchange was counted.
const counted = "countedUpTo"

// count is "count NAME": {{NAME.calls}} are the calls that the learner's side made since the last count, {{NAME.hops}}
// those that services made to answer them. A lesson that compares ways counts them in the trace of its own run.
func (r *clauseReader) count(l line, text string) {
	if !nameOnly.MatchString(text) {
		r.mistakes.Add(l.n, "count needs a name", "write: count NAME, and use {{NAME.calls}} and {{NAME.hops}}")
		return
	}
	r.into.count = text
}

// requestWords are the clauses of blocks that send requests.
func requestWords() []string { return []string{"expect", "keep", "show", "count", "times"} }

// mostTimes bounds "times N": a lesson shows that something gives way, it is no load test.
const mostTimes = 20

// times is "times N": the same request N times, one after another. The promises are about the last answer.
func (r *clauseReader) repeat(l line, text string) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 2 || n > mostTimes {
		r.mistakes.Add(l.n, "times needs a number", "write: times 5; from 2 to "+strconv.Itoa(mostTimes))
		return
	}
	r.into.times = n
}

// early sends the request all but the last time.
func (c clauses) early(send func() error) error {
	for range c.times - 1 {
		if err := send(); err != nil {
			return err
		}
	}
	return nil
}

// tally counts the exchanges since the last count.
func tally(env *Env, name string) []value.Value {
	since := 0
	if v, ok := env.Values.Get(counted); ok {
		since, _ = strconv.Atoi(v.String()) // written below, so it is a number
	}
	calls, hops := split(env.World.Log().Since(since))
	raw := fmt.Sprintf(`{"calls":%d,"hops":%d}`, calls, hops)
	return []value.Value{
		{Name: name, Raw: jsontext.Value(raw), Side: account.Neither, Origin: "count"},
		value.Text(counted, strconv.Itoa(env.World.Log().Last()), account.Neither, "count"),
	}
}

func split(exchanges []trace.Exchange) (calls, hops int) {
	for _, e := range exchanges {
		switch {
		case e.Parent == 0:
			calls++
		case !strings.Contains(e.Operation, "jwks"): // keys are fetched once and kept: they would count for whoever comes first
			hops++
		}
	}
	return calls, hops
}

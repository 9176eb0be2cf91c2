package command

import (
	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
)

// runs loads the calls of the flowchart's outcomes: files in the form of lessons, which stand in no course.
func (e Env) runs() (*lessons.Course, error) {
	return lessons.LoadCourse(lessons.Sources{Lessons: assets.FlowchartRuns(), Accounts: accounts.Files()}, e.know)
}

// found is something to play: a lesson of the course, or an outcome's calls.
type found struct {
	course *lessons.Course // that it stands in
	lesson *lessons.Lesson
	run    bool // it is no lesson of the course
}

// find looks for a lesson in the course, then among the outcomes' calls.
func find(name string, course, runs func() (*lessons.Course, error)) (found, error) {
	c, err := course()
	if err != nil {
		return found{}, err
	}
	l, none := lesson(c, name)
	if none == nil {
		return found{course: c, lesson: l}, nil
	}
	r, err := runs()
	if err != nil {
		return found{}, err
	}
	// By its name only: the numbers are those of the outcomes.
	if l, ok := r.Find(name); ok && l.ID == name {
		return found{course: r, lesson: l, run: true}, nil
	}
	return found{}, none
}

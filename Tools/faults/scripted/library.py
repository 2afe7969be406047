"""The scripts being served, by name, and the control calls that change and question them."""
from scripted.block import ScriptError
from scripted.ledger import EVENTS
from scripted.script import Script
from wire import control

PREFIX = "/s/"


class Library:
    def __init__(self, captures, doors):
        self._captures = captures
        self.doors = doors
        self._scripts = {}
        self._verbs = {
            "PUT script": self._define,
            "DELETE script": self._remove,
            "GET count": self._count,
            "GET wait": self._wait,
            "GET requests": self._requests,
            "POST signal": self._signal,
            "POST door": self._open_door,
            "PUT door": self._present,
        }

    def script_of(self, request):
        """The script whose prefix the target has. From here on the target is seen without it."""
        name, slash, rest = request.target[len(PREFIX):].partition("/")
        script = self._scripts.get(name) if request.target.startswith(PREFIX) else None
        if script is not None:
            request.target = slash + rest
        return script

    def control(self, request):
        return control.answer(request, self._verbs)

    def _define(self, call):
        script = Script(call.name, call.text, self._captures)
        try:
            script.compile(call.host)  # so that a mistake is told now
        except ScriptError as error:
            raise control.Refusal(400, str(error)) from error
        self._scripts[call.name] = script
        return ""

    def _remove(self, call):
        if self._scripts.pop(call.name, None) is None:
            raise control.Refusal(404, f"no such script: {call.name}")
        return ""

    def _count(self, call):
        return str(self._ledger(call).count(*self._what(call)))

    def _wait(self, call):
        wanted = call.number("count")
        seen = self._ledger(call).wait(*self._what(call), wanted, control.WATCHDOG_SECONDS)
        if seen < wanted:
            raise control.Refusal(504, f"{seen} of {wanted} after {control.WATCHDOG_SECONDS:.0f} s")
        return str(seen)

    def _requests(self, call):
        return self._ledger(call).requests(call.parameter("method", "*"), call.parameter("path", "/**"))

    def _signal(self, call):
        self._ledger(call).signal(call.parameter("name")).give()
        return ""

    def _open_door(self, call):
        return str(self._with_certificate(call, self.doors.open))

    def _present(self, call):
        self._with_certificate(call, lambda name: self.doors.present(call.number("port"), name))
        return ""

    @staticmethod
    def _with_certificate(call, action):
        try:
            return action(call.parameter("certificate"))
        except KeyError as error:
            raise control.Refusal(404, f"no such certificate or door: {error}") from error

    def _ledger(self, call):
        name = call.parameter("script")
        script = self._scripts.get(name)
        if script is None:
            raise control.Refusal(404, f"no such script: {name}")
        return script.ledger

    @staticmethod
    def _what(call):
        event = call.parameter("event", "request")
        if event not in EVENTS:
            raise control.Refusal(400, f"no such event: {event} (one of {', '.join(EVENTS)})")
        return event, call.parameter("method", "*"), call.parameter("path", "/**")

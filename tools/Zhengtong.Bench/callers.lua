-- Callers who ask one after the other without a pause, each a thread of wrk with one connection.
-- Arguments: the status of a good answer, method, path, and of each caller his cookies, the form he sends and his first refresh token ("" for none).
-- {next} in a form stands for the refresh token: each good answer brings the following one.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("caller", #threads)
end

function init(args)
  refused, wanted = 0, tonumber(args[1])
  local cookies
  cookies, form, token = args[2 + 3 * caller - 1], args[2 + 3 * caller], args[2 + 3 * caller + 1]
  wrk.method, wrk.path = args[2], args[3]
  wrk.headers["Accept"], wrk.headers["Accept-Encoding"] = "text/html", "gzip, deflate, br, zstd"
  if cookies ~= "" then wrk.headers["Cookie"] = cookies end
  if form ~= "" then wrk.headers["Content-Type"] = "application/x-www-form-urlencoded" end
  compose()
end

function compose()
  local sent = form ~= "" and form:gsub("{next}", token) or nil
  composed = wrk.format(nil, nil, nil, sent)
end

function request()
  return composed
end

function response(status, headers, body)
  if status ~= wanted then
    refused, last = refused + 1, status
  elseif token ~= "" then
    token = body:match('"refresh_token"%s*:%s*"([^"]+)"')
    compose()
  end
end

function done(summary, latency, requests)
  for _, thread in ipairs(threads) do
    if thread:get("refused") > 0 then
      print(string.format("refused %d, the last with %d", thread:get("refused"), thread:get("last")))
    end
  end
  local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  if lost > 0 then print(string.format("lost %d", lost)) end
  print(string.format("reached %.3f %.3f", summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000))
end

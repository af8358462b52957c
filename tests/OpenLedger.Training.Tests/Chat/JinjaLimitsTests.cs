using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenLedger.Training.Chat.Jinja;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>Templates that try to take the process down: each ends soon, with the one exception that names the template.</summary>
public sealed class JinjaLimitsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Hostile =>
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{{ 'abcdefgh' }}{% endfor %}{% endfor %}",
        "{{ 'a' * 10**9 }}",
        "{{ ['a'] * 10**9 }}",
        "{{ ('a' * 10**6) * 10**6 }}",
        "{{ 10**(10**10) }}",
        "{{ 2**(2**40) }}",
        "{% set ns = namespace(n=3) %}{% for i in range(1000) %}{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%.999999999f' % 1.5 }}",
        "{{ '%*d' % (999999999, 1) }}",
        "{{ '%99999999999999999999d' % 1 }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ '{:.999999999f}'.format(1.5) }}",
        "{{ 'a'.center(10**9) }}",
        "{{ 'a'.zfill(10**9) }}",
        "{{ 'a'|center(10**9) }}",
        "{{ 'a\nb'|indent(10**9) }}",
        "{{ ('\n' * 10**6)|indent(10**6, true, true) }}",
        "{{ '\t'.expandtabs(10**9) }}",
        "{{ ('\t' * 10**6).expandtabs(10**4) }}",
        "{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}",
        "{{ ('a' * 10**6).replace('', 'b' * 10**6) }}",
        "{{ ('x' * 10**5).join(['a'] * 10**5) }}",
        "{{ (['a'] * 10**6)|join('x' * 10**5) }}",
        "{{ [1]|batch(10**9, 'x')|list }}",
        "{{ [1]|slice(10**9)|list }}",
        "{{ [1,2]|tojson(indent=10**9) }}",
        "{{ [1,2]|tojson(indent='x' * 10**7) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n > 0 %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}",
        "{% for x in [[[[]]]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x|tojson }}",
        "{% set ns = namespace(x=[], y=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
        "{% set ns = namespace(x=[], y=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x < ns.y }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x|tojson }}",
        "{% set ns = namespace(x=[], y=[]) %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
        "{% set ns = namespace(x=()) %}{% for i in range(100) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}{{ {ns.x: 1} }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(100000) %}{% set ns.x = ns.x|map('string') %}{% endfor %}{{ ns.x|list }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(100000) %}{% set ns.x = ns.x|reverse %}{% endfor %}{% for i in range(100000) %}{% set ns.x = ns.x|select %}{% endfor %}{{ ns.x|first }}",
        "{% set ns = namespace() %}{% set ns.self = ns %}{{ ns }}",
        "{% set ns = namespace() %}{% set ns.self = [ns, ns] %}{{ [ns, ns] }}",
        "{% set ns = namespace(s='a') %}{% for i in range(100) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}",
        "{% set ns = namespace(s='a') %}{% for i in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(100) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
        "{% set s = 'a' * 10**7 %}{% for i in range(100000) %}{{ s|upper|length }}{% endfor %}",
        "{% set s = 'a' * 10**7 %}{% for i in range(100000) %}{% if 'b' in s %}{% endif %}{% endfor %}",
        "{% set s = 'a' * 10**7 %}{% for i in range(100000) %}{% if s == 'a' * 10**7 %}{% endif %}{% endfor %}",
        "{% set s = 'a' * 10**7 %}{% for i in range(100000) %}{{ s[5:6] }}{{ s[0] }}{{ s[-1] }}{% endfor %}",
        "{% set s = '😀' * 10**6 %}{% for i in range(100000) %}{{ s[::-1]|length }}{% endfor %}",
        "{% set s = 'a ' * 10**6 %}{% for i in range(100000) %}{{ s.split()|length }}{% endfor %}",
        "{% set s = 'a' * 10**7 %}{% set d = {s: 1} %}{% for i in range(100000) %}{{ d[s] }}{% endfor %}",
        "{% set d = dict(range(10000)|map('string')|map('center', 2)|map('list')|list) %}",
        "{% for i in range(100000) %}{{ range(100000)|length }}{% endfor %}",
        "{% for i in range(100000) %}{{ range(100000)|sort|length }}{% endfor %}",
        "{{ range(100000)|map('tojson', indent=100000)|join|length * 0 }}{{ range(100000)|groupby(0) }}",
        "{% set ns = namespace(x='a') %}{% for i in range(100) %}{% set ns.x = ns.x|tojson %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x='<') %}{% for i in range(100) %}{% set ns.x = ('' ~ ns.x)|e ~ ns.x %}{% endfor %}{{ ns.x }}",
        "{% for i in range(100000) %}{% set x %}{{ 'a' * 100000 }}{% endset %}{% endfor %}",
        "{{ [1,2,3]|sort(attribute='a.' * 100000) }}",
        "{{ 'a'|truncate(-1) }}",
        "{{ ''|attr('a' * 10) + 1 }}",
        "{{ raise_exception('x' * 10**7)|length }}",
        "{{ range(-(10**30), 10**30) }}",
        "{{ 1.5|round(10**9) }}",
        "{{ 1|round(-10**9) }}",
        "{{ '1' * 10**6 }}{{ ('1' * 10**6)|int + 'a' }}",
        "{{ strftime_now('%Y' * 10**7) }}",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Render_HostileTemplate_EndsSoonWithATrainingException(string source)
    {
        var watch = Stopwatch.StartNew();
        var memory = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<TrainingException>(() => JinjaTemplate.Parse(source, "hostile.jinja").Render(new JsonObject(), FixedClock.OfGoldens));

        Assert.Contains("hostile.jinja, line ", exception.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - memory) >> 20;
        Assert.True(allocated < 4096, $"allocated {allocated} MB");
    }

    [Theory]
    [InlineData("{{ ", "(", " }}")]
    [InlineData("{{ ", "[", " }}")]
    [InlineData("{{ ", "{1:", " }}")]
    [InlineData("{{ ", "-", " 1 }}")]
    [InlineData("{{ ", "not ", " 1 }}")]
    [InlineData("{{ 1 ", "if 1 else 1 ", " }}")]
    [InlineData("{{ a", "[a", " }}")]
    [InlineData("{{ a", "(a", " }}")]
    [InlineData("{{ a", ".a", " }}")]
    [InlineData("{{ a", "|a", " }}")]
    [InlineData("{{ a", " is a", " }}")]
    [InlineData("{{ a", "+a", " }}")]
    [InlineData("{{ a", " and a", " }}")]
    [InlineData("", "{% if 1 %}", "")]
    [InlineData("", "{% for x in y %}", "")]
    [InlineData("", "{% macro m() %}", "")]
    [InlineData("", "{% set x %}", "")]
    [InlineData("{% set ", "(", " = 1 %}")]
    [InlineData("{% set a", ",(a", " = 1 %}")]
    public void Parse_WithoutEndNested_IsRefused(string before, string repeated, string after)
    {
        var source = before + string.Concat(Enumerable.Repeat(repeated, 50_000)) + after;

        Assert.Throws<TrainingException>(() => JinjaTemplate.Parse(source, "deep.jinja"));
    }

    [Fact]
    public void Parse_SourceBeyondTheLimit_IsRefused()
    {
        var exception = Assert.Throws<TrainingException>(() => JinjaTemplate.Parse(new string('a', JinjaLimits.SourceCharacters + 1), "long.jinja"));

        Assert.Contains("long.jinja", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ManyLongTokensAndElifs_Works()
    {
        var source = "{% if 0 %}" + string.Concat(Enumerable.Repeat("{% elif 0 %}", 5000)) + "{% else %}yes{% endif %}" + string.Concat(Enumerable.Repeat("{{ 'a' ~ 'b' }}", 5000));

        Assert.Equal("yes" + string.Concat(Enumerable.Repeat("ab", 5000)), JinjaTemplate.Parse(source, "long.jinja").Render(new JsonObject(), FixedClock.OfGoldens).Text);
    }

    [Fact]
    public void Render_VariablesTooDeepOrBroken_AreRefused()
    {
        var template = JinjaTemplate.Parse("{{ x }}", "small.jinja");
        JsonNode deep = new JsonArray();
        for (var i = 0; i < 1000; i++)
        {
            deep = new JsonArray(deep);
        }

        Assert.Throws<TrainingException>(() => template.Render(new JsonObject { ["x"] = deep }, FixedClock.OfGoldens));
        Assert.Throws<TrainingException>(() => template.Render(JsonNode.Parse("""{"x": "\ud800"}""")!.AsObject(), FixedClock.OfGoldens));
        Assert.Throws<TrainingException>(() => template.Render(JsonNode.Parse("""{"x": {"a": 1, "a": 2}}""")!.AsObject(), FixedClock.OfGoldens));
        Assert.Throws<TrainingException>(() => template.Render(JsonNode.Parse($$"""{"x": {{new string('9', 5000)}}}""")!.AsObject(), FixedClock.OfGoldens));
    }

    [Fact]
    public void Fault_NamesTheLineWhereItHappens()
    {
        const string Source = "{% macro m(x) %}\n{{ x.y.z }}\n{% endmacro %}\n\n{{ m(1) }}\n";

        var exception = Assert.Throws<TrainingException>(() => JinjaTemplate.Parse(Source, "lines.jinja").Render(new JsonObject(), FixedClock.OfGoldens));

        Assert.StartsWith("Chat template lines.jinja, line 2: ", exception.Message, StringComparison.Ordinal);
    }
}

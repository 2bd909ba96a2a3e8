using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Concurrency;

/// <summary>Requests that are sent again before the first one was answered, and after: one effect a key.</summary>
internal sealed class IdempotencyRaceTests : ApiFixture
{
    private const int Keys = 10_000;
    private const int Tries = 2;
    private const int Parallel = 64;

    [Test]
    public async Task Post_TenThousandKeysAtOnce_OneEffectEach()
    {
        var answers = new Answer[Keys * Tries];
        // Neighbours have the same key, so that they meet.
        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(0, answers.Length), new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (i, _) =>
            answers[i] = await Post(i / Tries));

        var created = new Dictionary<string, string>();
        for (var key = 0; key < Keys; key++)
        {
            var ofKey = answers[(key * Tries)..((key + 1) * Tries)];
            Assert.That(ofKey.Select(a => a.Status), Has.All.AnyOf(201, 409), $"key {key}");
            foreach (var refused in ofKey.Where(a => a.Status == 409))
                refused.Refused(409, "idempotency-key-in-use");
            Assert.That(ofKey.Where(a => a.Status == 201).Select(a => a.Text).Distinct().Count(), Is.EqualTo(1), $"key {key}");
            Assert.That(ofKey.Count(a => a.Status == 201 && !a.Headers.Contains("Idempotency-Replayed")), Is.EqualTo(1), $"key {key}");
            var answer = ofKey.First(a => a.Status == 201);
            created.Add(answer.Json.Text("name"), answer.Id);
        }

        var stored = (await Admin.ListAsync("/startups")).ToDictionary(s => s.Text("name"), s => s.Text("id"));
        Assert.That(stored.OrderBy(s => s.Key, StringComparer.Ordinal), Is.EqualTo(created.OrderBy(c => c.Key, StringComparer.Ordinal)));
        foreach (var key in Enumerable.Range(0, Keys).Where(k => k % 50 == 0))
            Assert.That((await Post(key)).Expect(201).Id, Is.EqualTo(created[NameOf(key)]));
    }

    private Task<Answer> Post(int key) => Admin.PostAsync("/startups", Bodies.Startup(NameOf(key)), ("Idempotency-Key", $"race-{key}"));

    private static string NameOf(int key) => $"Startup {key}";
}

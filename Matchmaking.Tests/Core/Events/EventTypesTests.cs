using Matchmaking.Core.Events;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Events;

internal sealed class EventTypesTests
{
    [TestCase("plan.published", true)]
    [TestCase("plan.*", true)]
    [TestCase("financing-request.*", true)]
    [TestCase("financing.*", false)]
    [TestCase("pla*", false)]
    [TestCase("plan", false)]
    [TestCase("plan.", false)]
    [TestCase(".*", false)]
    [TestCase("*", false)]
    [TestCase("", false)]
    [TestCase("Plan.published", false)]
    [TestCase("key.created", false)]
    [TestCase("webhook.test", false)] // sent when it is asked for, never otherwise
    public void Pattern_OfATypeOrAKind_IsOne(string text, bool isPattern) => Assert.That(EventTypes.IsPattern(text), Is.EqualTo(isPattern));

    [TestCase("plan.published", "", true)]
    [TestCase("plan.published", "plan.*", true)]
    [TestCase("plan.published", "plan.created,plan.published", true)]
    [TestCase("plan.published", "plan.created", false)]
    [TestCase("session.opened", "plan.*", false)]
    [TestCase("financing-request.opened", "fund.*,financing-request.*", true)]
    public void Type_AmongPatterns_IsFound(string type, string patterns, bool isAmong) =>
        Assert.That(EventTypes.IsAmong(patterns.Split(',', StringSplitOptions.RemoveEmptyEntries), type), Is.EqualTo(isAmong));
}

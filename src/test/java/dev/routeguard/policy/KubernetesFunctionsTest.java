package dev.routeguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.policy.Expression.Result;
import dev.routeguard.policy.ExpressionCompiler.Compilation;
import dev.routeguard.policy.ExpressionCompiler.ResultType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The functions that kubernetes.io/docs/reference/using-api/cel lists, with values known there and
 * with values known only at run time.
 */
class KubernetesFunctionsTest {
  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(ExpressionLimits.standard());

  private static Result evaluate(String source) {
    var compiled = COMPILER.compile(source, ResultType.BOOLEAN);
    assertThat(compiled).as(compiled.toString()).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compiled)
        .expression()
        .evaluate(
            Bindings.of(
                Map.of(
                    "object",
                    () ->
                        Map.of(
                            "url", "https://shop.example.com:8443/a%20b?x=1&x=2&y",
                            "ip", "192.0.2.7",
                            "weights", List.of(20L, 80L),
                            "memory", "1Gi",
                            "names", List.of("b", "a")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url(object.url).getHost() == 'shop.example.com:8443'",
        "url(object.url).getHostname() == 'shop.example.com' && url(object.url).getPort() == '8443'",
        "url(object.url).getScheme() == 'https' && url(object.url).getEscapedPath() == '/a%20b'",
        "url(object.url).getQuery()['x'] == ['1', '2'] && url(object.url).getQuery().y == ['']",
        "url('https://[::1]:80/path').getHostname() == '::1'",
        "url('/path').getHost() == '' && url('/path').getEscapedPath() == '/path'",
        "isURL('https://example.com') && isURL('/path') && !isURL('path') && !isURL('../p')",
        "!isURL('https://a:b:c/') && !isURL('https://exa mple.com')",
        "isIP('127.0.0.1') && isIP('::1') && !isIP('127.0.0.256') && !isIP('example.com')",
        "!isIP('::ffff:1.2.3.4') && !isIP('127.0.0.01') && !isIP('fe80::1%eth0')",
        "ip(object.ip).family() == 4 && ip('2001:db8::abcd').family() == 6",
        "ip('127.0.0.1').isLoopback() && ip('::').isUnspecified() && ip('0.0.0.0').isUnspecified()",
        "ip('224.0.0.1').isLinkLocalMulticast() && ip('169.254.169.254').isLinkLocalUnicast()",
        "ip('192.168.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast()",
        "ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD')",
        "!ip.isCanonical('2001:db8:0:0:0:0:0:abcd')",
        "ip('127.0.0.1') == ip('127.0.0.1') && ip('::1') != ip('::2')",
        "string(ip('2001:db8:0:0:1:0:0:1')) == '2001:db8::1:0:0:1'",
        "cidr('192.0.2.0/24').containsIP(object.ip) && !cidr('10.0.0.0/8').containsIP(object.ip)",
        "cidr('192.0.2.0/24').containsIP(ip('192.0.2.1'))",
        "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))",
        "cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24')",
        "cidr('192.168.1.5/24').prefixLength() == 24 && cidr('192.168.1.5/24').ip() == ip('192.168.1.5')",
        "string(cidr('10.0.0.0/8')) == '10.0.0.0/8' && isCIDR('::/0') && !isCIDR('10.0.0.0/33')",
        "['10.0.0.0/8', '192.0.2.0/24'].exists(c, cidr(c).containsIP(object.ip))",
        "quantity(object.memory).isGreaterThan(quantity('500Mi'))",
        "quantity('1.5Gi').compareTo(quantity('1536Mi')) == 0",
        "quantity('200k').isLessThan(quantity('1M')) && quantity('50k').isInteger()",
        "quantity('50k').asInteger() == 50000 && quantity('500m').asApproximateFloat() == 0.5",
        "quantity('1').add(quantity('2')) == quantity('3') && quantity('50k').sub(20000) == quantity('30k')",
        "quantity('-1').sign() == -1 && isQuantity('1.3Gi') && !isQuantity('1.3GB') && !isQuantity('x')",
        "!quantity('9999999999999999999999').isInteger() && isQuantity('1e3')",
        "semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3",
        "semver('1.0.0-alpha.1').isLessThan(semver('1.0.0')) && semver('1.0.0-alpha.9').isLessThan(semver('1.0.0-alpha.10'))",
        "semver('1.2.3').compareTo(semver('1.2.3')) == 0 && semver('2.0.0').isGreaterThan(semver('1.9.9'))",
        "isSemver('1.0.0') && !isSemver('v1.0') && isSemver('v1.0', true) && semver('v01.1', true) == semver('1.1.0')",
        "'abc 123'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''",
        "'1 2 3 4'.findAll('[0-9]') == ['1', '2', '3', '4'] && '1 2 3'.findAll('[0-9]', 2) == ['1', '2']",
        "object.url.find('://[^/]*') == '://shop.example.com:8443'",
        "[1, 2, 3].isSorted() && !object.names.isSorted() && [].isSorted()",
        "object.weights.sum() == 100 && [1.5, 2.5].sum() == 4.0 && object.weights.map(w, w).sum() == 100",
        "[1, 3, 2].max() == 3 && object.weights.min() == 20 && ['b', 'a'].min() == 'a'",
        "[1, 2, 2].indexOf(2) == 1 && [1, 2, 2].lastIndexOf(2) == 2 && object.names.indexOf('a') == 1",
        "object.names.indexOf('z') == -1 && 'hello'.indexOf('l') == 2",
        "duration('1m') == [duration('20s'), duration('40s')].sum()",
        "'%s has %d, %.2f, %s, %s, 100%%'.format(['x', 3, 1.005, true, [1, 'a']]) == 'x has 3, 1.00, true, [1, a], 100%'",
        "'%x %X %b %o'.format([30, 'hi', 5, 8]) == '1e 6869 101 10'",
        "'%s'.format([object.names]) == '[b, a]' && '%s'.format([null]) == 'null'",
        "'%s'.format([{'b': 1, 'a': 2}]) == '{a: 2, b: 1}' && '%s'.format([duration('90s')]) == '90s'",
        "!format.dns1123Label().validate('my-label').hasValue() && format.dns1123Label().validate('My').hasValue()",
        "format.named('uuid').hasValue() && !format.named('nope').hasValue()",
        "format.dns1123Subdomain().validate('a..b').value()[0] != '' && !format.date().validate('2024-02-29').hasValue()",
        "!format.qualifiedName().validate('example.com/name').hasValue() && format.datetime().validate('x').hasValue()",
        "!format.uri().validate('https://example.com').hasValue() && format.byte().validate('***').hasValue()",
        "sets.contains([1, 2], [2]) && sets.equivalent([1, 2], [2, 1]) && sets.intersects([1], [1, 2])",
        "[1, 2, 3].all(i, v, v == i + 1) && {'a': 1}.exists(k, v, k == 'a' && v == 1)",
        "[1, 2].transformList(i, v, i * v) == [0, 2] && {'a': 1}.transformMap(k, v, v + 1) == {'a': 2}",
        "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v) == {'b': 2} && [1, 2].existsOne(i, v, v == 2)",
        "{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'}",
        "object.?nope.orValue('x') == 'x' && object.?names[?9].orValue('z') == 'z'",
        "object.?weights[?0].orValue(0) == 20 && object.weights[?5].hasValue() == false",
        "object.?memory.optMap(m, quantity(m).isInteger()).orValue(false)",
        "object.?nope.optFlatMap(n, optional.of(n)).or(optional.of('y')).value() == 'y'",
        "optional.ofNonZeroValue('').hasValue() == false && [?optional.none(), 1].size() == 1",
        "[1, 2, 3].first().value() == 1 && [1, 2, 3].last().value() == 3",
        "[3, 1, 2].sort() == [1, 2, 3] && [[1], [2, [3]]].flatten() == [1, 2, [3]] && [1, 1].distinct() == [1]",
        "[1, 2, 3, 4].slice(1, 3) == [2, 3] && lists.range(3) == [0, 1, 2] && [1, 2].reverse() == [2, 1]",
        "'a,b'.split(',') == ['a', 'b'] && ['a', 'b'].join('-') == 'a-b' && ' x '.trim() == 'x'",
        "'TacoCat'.lowerAscii() == 'tacocat' && 'abc'.upperAscii() == 'ABC' && 'abc'.charAt(1) == 'b'",
        "'hello'.replace('l', 'L', 1) == 'heLlo' && 'tacocat'.substring(4) == 'cat' && 'abcab'.lastIndexOf('ab') == 3",
        "strings.quote('a') == '\"a\"'",
        "math.greatest(1, 2, 3) == 3 && math.least([3, 1]) == 1 && math.ceil(1.2) == 2.0 && math.abs(-1) == 1",
        "base64.decode('aGVsbG8=') == b'hello' && base64.encode(b'hello') == 'aGVsbG8='",
        "cel.bind(x, object.names.size(), x * 2 == 4)",
        "has(object.names) && !has(object.nope) && [1, 2].exists_one(x, x == 1)",
        "timestamp('2024-01-01T00:00:00Z').getFullYear() == 2024 && int('7') == 7 && type(1) == int"
      })
  void functions_give_what_the_documentation_says(String source) {
    assertThat(evaluate(source)).isEqualTo(new Result.Value(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url('not a url').getHost() == ''",
        "ip('example.com').isLoopback()",
        "cidr('10.0.0.0').prefixLength() == 8",
        "quantity('1GB').isInteger()",
        "semver('1.0').major() == 1",
        "'a'.find('(') == ''",
        "[].max() == 1",
        "'%d'.format(['x']) == ''",
        "'%s %s'.format(['x']) == ''",
        "quantity(object.names).isInteger()"
      })
  void what_has_no_value_is_an_error(String source) {
    assertThat(evaluate(source)).isInstanceOf(Result.Failure.class);
  }
}

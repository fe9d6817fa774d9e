# Go package set: 2 leaves, 10 modules.
# Made by `goset lock` from goset.toml; change that and run it again.
{
  format = 2;
  go = "1.25.0"; # golang.org/x/crypto v0.55.0
  toolchain = "1.26";
  platforms = [ "darwin/amd64" "darwin/arm64" "linux/amd64" "linux/arm64" ];
  modules = {
    "filippo.io/edwards25519" = {
      version = "v1.2.0";
      go = "1.24.0";
      hash = "sha256-VOgoreEdslftsR/MyEnZAlutqvph4T57NR1mT9+APfg=";
      sum = "h1:crnVqOiS4jqYleHd9vaKZ+HKtHfllngJIiOpNpoJsjo=";
      packages = ". field";
    };
    "filippo.io/hpke" = {
      version = "v0.4.0";
      go = "1.24.0";
      hash = "sha256-xKPT2hMzz/i3xdDK3NKn6FOmfQPxIMgxCOmm8U1heY4=";
      sum = "h1:p575VVQ6ted4pL+it6M00V/f2qTZITO0zgmdKCkd5+A=";
      packages = ". crypto{,/ecdh} internal/byteorder";
      requires = "golang.org/x/crypto";
    };
    "filippo.io/nistec" = {
      version = "v0.0.4";
      go = "1.24.0";
      hash = "sha256-sW2rkJbyrutwmj2buZxHjk8SOHM+Pr3h15dx+nSwOs8=";
      sum = "h1:F14ZHT5htWlMnQVPndX9ro9arf56cBhQxq4LnDI491s=";
      packages = ". internal/{byteorder,fiat,subtle}";
    };
    "github.com/charlievieth/fastwalk" = {
      version = "v1.0.12";
      go = "1.20";
      hash = "sha256-WsSlPW5aMHr4AHkpCvtPhALSY+kFAjyr+jiaSiZ3bmc=";
      sum = "h1:pwfxe1LajixViQqo7EFLXU2+mQxb6OaO0CeNdVwRKTg=";
      packages = ". internal/fmtdirent";
      linux.packages = "internal/dirent";
    };
    "github.com/junegunn/go-shellwords" = {
      version = "v0.0.0-20250127100254-2aa3b3277741";
      go = "1.13";
      hash = "sha256-wiMA1sldoDlV2wL+B0/Yiz0kqnvO9wDGSXke+pkxdlc=";
      sum = "h1:7dYDtfMDfKzjT+DVfIS4iqknSEKtZpEcXtu6vuaasHs=";
      packages = ".";
    };
    "github.com/mattn/go-isatty" = {
      version = "v0.0.20";
      go = "1.15";
      hash = "sha256-qhw9hWtU5wnyFyuMbKx+7RB8ckQaFQ8D+8GKPkN3HHQ=";
      sum = "h1:xfD0iDuEKnDkl03q4limB+vH+GxLEtL/jb4xVJSWWEY=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "github.com/rivo/uniseg" = {
      version = "v0.4.7";
      go = "1.18";
      hash = "sha256-rDcdNYH6ZD8KouyyiZCUEy8JrjOQoAkxHBhugrfHjFo=";
      sum = "h1:WUdvkW8uEhrYfLC4ZzdpI2ztxP1I582+49Oc5Mq64VQ=";
      packages = ".";
    };
    "golang.org/x/crypto" = {
      version = "v0.55.0";
      go = "1.25.0";
      hash = "sha256-99uV/ESeqhaDEwqbXxDpePuwzO0JoEHGhqZXZVHq/H4=";
      sum = "h1:+KWHjbgOaAQ66dh/YlkZKHlz9ZUlq61AFirAR9ntP8M=";
      packages = ''
        blowfish chacha20 chacha20poly1305 cryptobyte{,/asn1} curve25519 hkdf
        internal/{alias,poly1305} pbkdf2 scrypt ssh{,/internal/bcrypt_pbkdf}
      '';
      amd64.requires = "golang.org/x/sys";
    };
    "golang.org/x/sys" = {
      version = "v0.47.0";
      go = "1.25.0";
      hash = "sha256-TpbRyWWqHjddP6QzUgAbaLd2EE0S+GYNRUIDJd18r98=";
      sum = "h1:o7XGOvZQCADBQQ4Y7VNq2dRWQR7JmOUW8Kxx4ZsNgWs=";
      packages = "execabs unix";
      amd64.packages = "cpu";
    };
    "golang.org/x/term" = {
      version = "v0.45.0";
      go = "1.25.0";
      hash = "sha256-vPBeJkepEZ1D9k4oaV20IuQlVmfAFv15KQgnhl9MNgw=";
      sum = "h1:NwWyBmoJCbfTHpxrWoZ9C6/VxOf7ic219I8xZZFdrf0=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
  };
  leaves = {
    "age" = {
      module = "filippo.io/age";
      version = "v1.3.2";
      go = "1.25.0";
      license = "BSD-3-Clause";
      hash = "sha256-A1VUzovKWxwelSc9/xofBwTfbRil9t75fRavb5p2JlA=";
      goMod = "h1:TH/Yr2sSRhCKbaH4XPxpUV0Us8Gv6txYUpiZQWz8Evk=";
      goSum = "sha256-VICr6hAw8uaYRgH47xwAM3z1PfqWnoCiRHvo1Fzr87Y=";
      packages = ''
        . agessh armor cmd/{age,age-inspect,age-keygen,age-plugin-batchpass}
        extra/{age-plugin-pq,age-plugin-tag,age-plugin-tagpq}
        internal/{bech32,format,inspect,stream,term} plugin
        tag{,/internal/{age-plugin-tagtest,tagtest}}
      '';
      requires = ''
        filippo.io/edwards25519 filippo.io/hpke filippo.io/nistec golang.org/x/{crypto,sys,term}
      '';
    };
    "fzf" = {
      module = "github.com/junegunn/fzf";
      version = "v0.65.2";
      go = "1.20";
      license = "MIT";
      hash = "sha256-GbRI3J9UvboPz0NY9C+E+o0D6zPKWGM0FhKqLLluu5A=";
      goMod = "h1:0PctWYfS0aCfyLFEIUjtE+PIXD2UFKaHgbIHiECG7Bo=";
      goSum = "sha256-L9CcvznZfCh1yfaxFwLdGLQncdkl80ZVDzaHizNMxjw=";
      packages = ". src{,/algo,/protector,/tui,/util}";
      requires = ''
        github.com/charlievieth/fastwalk github.com/junegunn/go-shellwords
        github.com/mattn/go-isatty github.com/rivo/uniseg golang.org/x/{sys,term}
      '';
    };
  };
  tracks = { };
}

//! Findings.
mod common;

#[test]
fn the_small_folder_gives_an_instance_without_findings() {
    let checked = common::checked(&common::small_folder());
    assert_eq!(checked.findings, []);
    let i = checked.instance.expect("an instance");
    for g in &i.goals {
        println!("{g:#?}");
    }
    println!("{:?}", i.inputs);
}
